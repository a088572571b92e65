package dev.entente.server.console;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.PromotionInput;
import dev.entente.governance.Done;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.UnsignedOrder;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.Unavailable;
import dev.entente.server.http.Pages;
import dev.entente.server.overview.Alliance;
import dev.entente.server.overview.Alliances;
import dev.entente.server.overview.Promotion;
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
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every page of the console, and who may see it. Thread-safe. */
public final class Console implements Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);

  // What is answered beside the pages, signed, to programs.
  private static final Set<String> OTHERS =
      Set.of("/healthz", "/readyz", "/metrics", "/v1/orders", "/v1/rounds");
  private static final Duration SESSION = Duration.ofHours(8);
  private static final long LARGEST_BODY = 64 << 10;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Backstage backstage;
  private final Html html;
  private final Assets assets = new Assets();
  private final Router router;
  private volatile Site site;
  private volatile SignIns signIns;

  /**
   * @param vertx whose sessions these are
   */
  public Console(Vertx vertx, Backstage backstage) {
    this.backstage = backstage;
    this.html = new Html(backstage.settings().gateway(), assets);
    this.site = Site.of(backstage.settings(), Origin.parse("http://localhost:0"));
    this.signIns = new SignIns(backstage, site);
    this.router = Router.router(vertx);
    route(vertx);
  }

  /** Once it is known where it listens; until then nobody comes in. */
  public void listensAt(Origin bound) {
    site = Site.of(backstage.settings(), bound);
    signIns = new SignIns(backstage, site);
  }

  /** A line for each person who has no passkey yet, with a link that signs in once. */
  public List<String> invitations() {
    return backstage.settings().operators().stream()
        .filter(name -> !signIns.hasPasskey(name))
        .map(
            name ->
                "sign in as %s: %s/sign-in?once=%s"
                    .formatted(name, site.origin(), signIns.links().make(name)))
        .toList();
  }

  @Override
  public boolean take(HttpServerRequest request) {
    String path = request.path();
    if (path == null || OTHERS.contains(path) || path.startsWith("/v1/rounds/")) {
      return false;
    }
    router.handle(request);
    return true;
  }

  private void route(Vertx vertx) {
    router.route().handler(this::guard);
    router.get("/static/*").handler(assets::serve);
    router
        .route()
        .handler(
            SessionHandler.create(LocalSessionStore.create(vertx))
                .setSessionTimeout(SESSION.toMillis())
                .setSessionCookieName("entente-session")
                .setCookieHttpOnlyFlag(true)
                .setCookieSameSite(CookieSameSite.STRICT));
    router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.route().handler(CSRFHandler.create(vertx, secret()).setNagHttps(false));

    page("/sign-in", this::signIn);
    action("/sign-in/link", this::byLink);
    action("/sign-in/text", this::signInText);
    action("/sign-in/passkey", this::byPasskey);
    action("/sign-out", this::signOut);

    router.route().handler(this::mustBeSignedIn);
    page("/", this::alliances);
    page("/passkey", context -> html.show(context, 200, "passkey", Map.of("host", site.host())));
    action("/passkey", this::enroll);
    page("/alliances/:agreement", this::alliance);
    page("/alliances/:agreement/proposals/:subject", this::proposal);
    action("/orders/text", this::orderText);
    action("/orders/signed", this::order);
    page("/v1/alliances", context -> json(context, 200, found(context).json()));

    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(this::failed);
  }

  private static String secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  private void page(String path, Handler<RoutingContext> show) {
    router.get(path).blockingHandler(show, false);
  }

  private void action(String path, Handler<RoutingContext> act) {
    router.post(path).blockingHandler(act, false);
  }

  /** Nobody is shown anything under another name than ours, nor in another's frame. */
  private void guard(RoutingContext context) {
    context
        .response()
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "same-origin")
        .putHeader("cross-origin-opener-policy", "same-origin");
    var asked = context.request().authority();
    if (asked != null && asked.toString().equals(site.authority())) {
      context.next();
    } else if (context.request().method().name().equals("GET")) {
      context.redirect(site.origin() + context.request().uri());
    } else {
      context.fail(421);
    }
  }

  private void mustBeSignedIn(RoutingContext context) {
    if (Seat.of(context).operator().isPresent()) {
      context.next();
    } else if (isCall(context)) {
      context.fail(401);
    } else {
      context.redirect("/sign-in");
    }
  }

  private static boolean isCall(RoutingContext context) {
    return context.request().path().startsWith("/v1/")
        || !context.request().method().name().equals("GET");
  }

  private String operator(RoutingContext context) {
    return Seat.of(context).operator().orElseThrow();
  }

  private void signIn(RoutingContext context) {
    Optional<String> once = Optional.ofNullable(context.request().getParam("once"));
    if (once.isEmpty()) {
      html.show(context, 200, "sign-in", Map.of("host", site.host()));
      return;
    }
    Optional<String> invited = once.flatMap(signIns.links()::operator);
    html.show(
        context,
        invited.isPresent() ? 200 : 410,
        "link",
        Map.of("once", once.get(), "invited", invited));
  }

  private void byLink(RoutingContext context) {
    Optional<String> operator =
        Optional.ofNullable(context.request().getFormAttribute("once"))
            .flatMap(signIns.links()::use);
    if (operator.isEmpty()) {
      html.show(context, 410, "link", Map.of("once", "", "invited", Optional.empty()));
      return;
    }
    Seat.take(context, operator.get());
    context.redirect("/passkey");
  }

  private void signInText(RoutingContext context) {
    UnsignedOrder text = signIns.text(body(context).at("operator").text());
    offer(context, text);
  }

  /** What a browser needs to have an order signed. */
  private void offer(RoutingContext context, UnsignedOrder text) {
    var offer = new LinkedHashMap<String, Object>();
    offer.put("id", Seat.of(context).keep(text));
    offer.put("challenge", text.challenge().toString());
    offer.put("host", site.host());
    json(context, 200, offer);
  }

  private void byPasskey(RoutingContext context) {
    Doc said = body(context);
    String operator = said.at("operator").text();
    Optional<OperatorDocument> document =
        Seat.of(context)
            .take(said.at("id").text())
            .flatMap(text -> signIns.signed(text, operator, said));
    if (document.isEmpty() || !backstage.settings().operators().contains(operator)) {
      json(
          context,
          403,
          Map.of("detail", "this passkey does not sign in `" + operator + "`; is that your name?"));
      return;
    }
    Seat.take(context, operator);
    json(context, 200, Map.of("location", "/"));
  }

  private void signOut(RoutingContext context) {
    context.session().destroy();
    context.redirect("/sign-in");
  }

  private void enroll(RoutingContext context) {
    Optional<Problem> refused = signIns.enroll(operator(context), body(context));
    if (refused.isPresent()) {
      json(context, 403, Map.of("detail", refused.get().detail()));
    } else {
      json(context, 200, Map.of("location", "/"));
    }
  }

  private Alliances found(RoutingContext context) {
    var params = context.queryParams();
    String page = params.contains("page") ? params.get("page") : "1";
    var asked =
        new Alliances.Asked(
            params.contains("q") ? params.get("q") : "",
            params.contains("stage") ? params.get("stage") : "",
            params.contains("attention"),
            page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
    return Alliances.of(backstage.ledger().trust(), backstage.history(), asked, now());
  }

  private Instant now() {
    return backstage.clock().instant();
  }

  private void alliances(RoutingContext context) {
    boolean part = context.request().headers().contains("hx-request");
    html.show(
        context,
        200,
        part ? "alliance-rows" : "alliances",
        Map.of(
            "alliances",
            found(context),
            "stages",
            backstage.settings().ladder().stages().stream().map(Object::toString).toList()));
  }

  private Optional<Standing> standing(RoutingContext context) {
    try {
      return backstage.ledger().trust().standing(new AgreementId(context.pathParam("agreement")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void alliance(RoutingContext context) {
    standing(context)
        .ifPresentOrElse(
            standing ->
                html.show(
                    context,
                    200,
                    "alliance",
                    Map.of(
                        "alliance",
                        Alliance.of(
                            standing,
                            backstage.history(),
                            backstage.forecasts(),
                            backstage.ledger(),
                            now()))),
            () -> context.fail(404));
  }

  private Optional<Promotion> promotion(RoutingContext context) {
    return standing(context)
        .flatMap(
            standing ->
                Promotion.of(
                    standing,
                    context.pathParam("subject"),
                    backstage.ledger(),
                    PromotionInput.of(standing, now())
                        .map(backstage.forecasts()::gates)
                        .orElse(List.of())));
  }

  private void proposal(RoutingContext context) {
    promotion(context)
        .ifPresentOrElse(
            promotion -> html.show(context, 200, "promotion", Map.of("promotion", promotion)),
            () -> context.fail(404));
  }

  private void orderText(RoutingContext context) {
    Doc asked = body(context);
    offer(
        context,
        UnsignedOrder.read(
            backstage.settings().gateway(),
            operator(context),
            asked.at("command"),
            asked.at("because").text(),
            now()));
  }

  private void order(RoutingContext context) {
    Doc said = body(context);
    Optional<OperatorDocument> document =
        Seat.of(context)
            .take(said.at("id").text())
            .flatMap(text -> signIns.signed(text, operator(context), said));
    if (document.isEmpty()) {
      json(
          context, 403, Map.of("detail", "the passkey is not yours, or the order was sent before"));
      return;
    }
    switch (backstage.desk().take(document.get())) {
      case Outcome.Passed<Done>(Done done) ->
          json(context, 200, Map.of("entry", done.entries().getFirst().index()));
      case Outcome.Refused<Done>(Problem problem) ->
          json(context, 409, Map.of("detail", problem.detail()));
    }
  }

  private static Doc body(RoutingContext context) {
    return Doc.of(Json.read(context.body().buffer().getBytes()));
  }

  private static void json(RoutingContext context, int status, Map<String, Object> values) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(io.vertx.core.buffer.Buffer.buffer(Json.write(values)));
  }

  private void failed(RoutingContext context) {
    Throwable cause = context.failure();
    int status =
        switch (cause) {
          case null -> context.statusCode();
          case Malformed _ -> 400;
          case Unavailable _ -> 503;
          default -> context.statusCode() > 0 ? context.statusCode() : 500;
        };
    if (status == 500) {
      LOG.error("a page failed", cause);
    }
    String detail =
        cause instanceof Malformed malformed ? malformed.reason() : Failures.detail(status);
    if (isCall(context)) {
      json(context, status, Map.of("detail", detail));
    } else {
      html.show(context, status, "failure", Map.of("status", status, "detail", detail));
    }
  }
}
