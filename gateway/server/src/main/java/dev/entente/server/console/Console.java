package dev.entente.server.console;

import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.server.http.Pages;
import dev.entente.server.openid.OpenIdProvider;
import dev.entente.server.openid.ProviderUnavailable;
import dev.entente.signature.Origin;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CSRFHandler;
import io.vertx.ext.web.handler.SessionHandler;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of every request of the console, and what there is for whom. Thread-safe. */
public final class Console implements Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);

  // Whatever else is asked of this address is answered to programs, signed.
  private static final List<String> OURS =
      List.of(
          "/static",
          "/sign-in",
          "/sign-out",
          "/passkey",
          "/account",
          "/alliances",
          "/datasets",
          "/policy",
          "/people",
          "/disputes",
          "/attention",
          "/ledger",
          "/live",
          "/openapi.json",
          "/orders",
          "/v1/alliances",
          "/v1/datasets",
          "/v1/policy",
          "/v1/people",
          "/v1/disputes",
          "/v1/attention",
          "/v1/ledger");
  private static final long LARGEST_BODY = 64 << 10;
  private static final long LARGEST_BUNDLE = 9L << 20;

  private final Backstage backstage;
  private final Html html;
  private final Site site;
  private final SignIns signIns;
  private final Presence presence = new Presence();
  private final Router router;

  /**
   * @param vertx whose sessions these are
   */
  public Console(Vertx vertx, Backstage backstage) {
    this.backstage = backstage;
    this.site = new Site();
    this.signIns = new SignIns(backstage, site);
    var assets = new Assets("");
    this.html = new Html(backstage.settings(), assets);
    this.router = Router.router(vertx);

    router.get("/openapi.json").handler(Assets::description);
    router.route().handler(this::guard);
    router.get("/static/*").handler(assets::serve);
    Optional<ProviderPages> provider =
        backstage
            .settings()
            .provider()
            .map(
                it ->
                    new OpenIdProvider(
                        it, () -> URI.create(site.origin() + ProviderPages.CALLBACK)))
            .map(it -> new ProviderPages(backstage, it, signIns, html));
    provider.ifPresent(it -> it.forWhoComesBack(router));
    var bearer = new Bearer(backstage);
    router.route().handler(browsersBy(sessions(vertx), bearer::admit));
    bodies();
    router
        .route()
        .handler(
            browsersBy(
                CSRFHandler.create(vertx, secret()).setNagHttps(false), RoutingContext::next));
    var signInPages = new SignInPages(backstage, site, signIns, html);
    signInPages.forAnyone(router);
    provider.ifPresent(it -> it.forAnyone(router));

    router.route().handler(this::mustBeSignedIn);
    signInPages.forThoseWithin(router);
    provider.ifPresent(it -> it.forThoseWithin(router));
    router.get("/live").handler(new Live(vertx, backstage.history())::serve);
    new AlliancePages(backstage, html).route(router);
    new AttentionPages(backstage, html).route(router);
    new StatementPages(backstage, html).route(router);
    new DatasetPages(backstage, html).route(router);
    new PreviewPages(backstage, html).route(router);
    new PolicyPages(backstage, html).route(router);
    new ExposurePages(backstage, html).route(router);
    new PeoplePages(backstage, html, presence).route(router);
    new LedgerPages(backstage, html).route(router);
    new OrderCalls(backstage, site, signIns, provider).route(router);

    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(this::failed);
  }

  /** Forms are small; a bundle is not, and nobody sends one who is not signed in. */
  private void bodies() {
    BodyHandler small = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    BodyHandler large =
        BodyHandler.create(backstage.bench().uploads().toString())
            .setDeleteUploadedFilesOnEnd(true)
            .setBodyLimit(LARGEST_BUNDLE);
    router
        .route()
        .handler(
            context -> {
              boolean upload =
                  PolicyPages.UPLOADS.contains(context.request().path())
                      && Seat.of(context).operator().isPresent();
              (upload ? large : small).handle(context);
            });
  }

  /** Once it is known where it listens; until then nobody comes in. */
  public void listensAt(Origin bound) {
    site.opens(backstage.settings(), bound);
  }

  /** A line for each person who has no passkey yet, with a link that signs in once. */
  public List<String> invitations() {
    return backstage.settings().operators().stream()
        .filter(name -> !signIns.comesIn(name))
        .map(
            name ->
                "sign in as %s: %s/sign-in?once=%s"
                    .formatted(name, site.origin(), signIns.links().make(name)))
        .toList();
  }

  @Override
  public boolean take(HttpServerRequest request) {
    String path = request.path();
    boolean ours =
        path != null && (path.equals("/") || OURS.stream().anyMatch(it -> isOf(it, path)));
    if (ours) {
      router.handle(request);
    }
    return ours;
  }

  private static boolean isOf(String place, String path) {
    return path.equals(place) || path.startsWith(place + "/");
  }

  /** Browsers have a session, and scripts a token. */
  private static Handler<RoutingContext> browsersBy(
      Handler<RoutingContext> handler, Handler<RoutingContext> scripts) {
    return context -> (Bearer.has(context) ? scripts : handler).handle(context);
  }

  private SessionHandler sessions(Vertx vertx) {
    return SessionHandler.create(new Sessions(vertx, backstage.clock()))
        .setSessionCookieName("entente-session")
        .setCookieHttpOnlyFlag(true)
        .setCookieSameSite(CookieSameSite.STRICT);
  }

  private static String secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  /** Nobody is shown anything under another name than ours, nor in another's frame. */
  private void guard(RoutingContext context) {
    Shield.before(context.response());
    var asked = context.request().authority();
    if (Bearer.has(context) || (asked != null && asked.toString().equals(site.authority()))) {
      context.next();
    } else if (context.request().method().name().equals("GET")) {
      context.redirect(site.origin() + context.request().uri());
    } else {
      context.fail(421);
    }
  }

  private void mustBeSignedIn(RoutingContext context) {
    Optional<String> operator = Seat.of(context).operator();
    if (operator.isPresent()) {
      presence.seen(operator.get(), backstage.clock().instant());
      context.next();
    } else if (Calls.isCall(context)) {
      context.fail(401);
    } else {
      context.redirect("/sign-in");
    }
  }

  private void failed(RoutingContext context) {
    Throwable cause = context.failure();
    int status =
        switch (cause) {
          case null -> context.statusCode();
          case Malformed _ -> 400;
          case Unavailable _, ProviderUnavailable _ -> 503;
          default -> context.statusCode() > 0 ? context.statusCode() : 500;
        };
    if (status == 500) {
      LOG.error("a page failed", cause);
    }
    String detail =
        switch (cause) {
          case Malformed malformed -> malformed.reason();
          case ProviderUnavailable gone -> String.valueOf(gone.getMessage());
          case NotYours not -> String.valueOf(not.getMessage());
          case null, default -> Failures.detail(status);
        };
    if (Calls.isCall(context)) {
      Calls.refuse(context, status, detail);
    } else {
      html.show(context, status, "failure", Map.of("status", status, "detail", detail));
    }
  }
}
