package dev.entente.server.joint;

import dev.entente.agreement.Standing;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import dev.entente.server.console.Assets;
import dev.entente.server.console.Shield;
import dev.entente.server.directory.Settings;
import dev.entente.server.http.Pages;
import dev.entente.server.joint.Guests.Guest;
import dev.entente.signature.Origin;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request of the joint view. Whoever is not let in costs no memory and reads
 * nothing of the ledger. Thread-safe.
 */
public final class JointPages implements Pages {
  private static final Logger LOG = LoggerFactory.getLogger(JointPages.class);
  private static final String PLACE = "/joint";
  private static final String COOKIE = "entente-joint";
  private static final long LARGEST_BODY = 2 << 10;

  private final Settings settings;
  private final JointView view;
  private final Guests guests;
  private final boolean secure;
  private final Assets assets = new Assets(PLACE + "/_");
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Router router;

  public JointPages(Vertx vertx, Settings settings, JointView view, Guests guests) {
    this.settings = settings;
    this.view = view;
    this.guests = guests;
    this.secure =
        settings
            .externalOrigin()
            .map(it -> it.toString().startsWith("https:"))
            .orElse(settings.tls().isPresent());
    this.router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              Shield.before(context.response());
              context.next();
            });
    // No agreement has such a name.
    router.get(PLACE + "/_/static/*").handler(assets::serve);
    router.get(PLACE + "/").handler(this::door);
    router.post().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.post().handler(this::ownForm);
    router.post(PLACE + "/").handler(this::open);
    router.post(PLACE + "/sign-out").handler(this::leave);
    router.route().handler(this::mustBeLetIn);
    router.get(PLACE + "/:agreement").blockingHandler(own(this::joint), false);
    router.get(PLACE + "/:agreement/entries").blockingHandler(own(this::entries), false);
    router.get(PLACE + "/:agreement/v1/view").blockingHandler(own(this::call), false);
    router.get(PLACE + "/:agreement/v1/entries/:index").blockingHandler(own(this::entry), false);
    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(this::failed);
  }

  @Override
  public boolean take(HttpServerRequest request) {
    String uri = request.uri();
    boolean ours = uri.startsWith(PLACE) && (uri.length() == 6 || "/?".indexOf(uri.charAt(6)) >= 0);
    if (ours) {
      router.handle(request);
    }
    return ours;
  }

  /**
   * Who is let in, for as long as the key counts that asked for it. Of another agreement than one's
   * own the answer is that of none.
   */
  private Optional<Guest> guest(RoutingContext context) {
    @Nullable Cookie cookie = context.request().getCookie(COOKIE);
    return guests
        .session(cookie == null ? null : cookie.getValue())
        .filter(it -> standing(it).filter(at -> at.keys().containsKey(it.key())).isPresent());
  }

  private Optional<Standing> standing(Guest guest) {
    return view.ledger().trust().standing(guest.agreement());
  }

  private void mustBeLetIn(RoutingContext context) {
    if (guest(context).isPresent()) {
      context.next();
    } else {
      context.fail(401);
    }
  }

  private Handler<RoutingContext> own(BiConsumer<RoutingContext, Standing> page) {
    return context ->
        guest(context)
            .filter(it -> it.agreement().value().equals(context.pathParam("agreement")))
            .flatMap(this::standing)
            .ifPresentOrElse(standing -> page.accept(context, standing), () -> context.fail(404));
  }

  /** A link that is looked at, by a mail scanner too, still works. */
  private void door(RoutingContext context) {
    @Nullable String once = context.request().getParam("once");
    Optional<Guest> here = guest(context);
    if (once != null) {
      Optional<Guest> invited = guests.invited(once);
      show(
          context,
          invited.isPresent() ? 200 : 410,
          "joint-link",
          Map.of("once", once, "invited", invited));
    } else if (here.isPresent()) {
      context.redirect(PLACE + "/" + here.get().agreement());
    } else {
      context.fail(401);
    }
  }

  /** Browsers say whose page a form stands in. */
  private void ownForm(RoutingContext context) {
    @Nullable String origin = context.request().getHeader("origin");
    String own =
        settings
            .externalOrigin()
            .map(Origin::authority)
            .orElseGet(() -> String.valueOf(context.request().authority()));
    if (origin == null || own.equals(authority(origin))) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void open(RoutingContext context) {
    @Nullable String once = context.request().getFormAttribute("once");
    Optional<String> session = once == null ? Optional.empty() : guests.open(once);
    Optional<Guest> guest = guests.session(session.orElse(null));
    if (session.isPresent() && guest.isPresent()) {
      context.response().addCookie(cookie(session.get(), Guests.SESSION.toSeconds()));
      context
          .response()
          .setStatusCode(303)
          .putHeader("location", PLACE + "/" + guest.get().agreement())
          .end();
    } else {
      show(context, 410, "joint-link", Map.of("once", "", "invited", Optional.empty()));
    }
  }

  private Cookie cookie(String value, long seconds) {
    return Cookie.cookie(COOKIE, value)
        .setPath(PLACE)
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(seconds);
  }

  private void leave(RoutingContext context) {
    @Nullable Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie != null) {
      guests.leave(cookie.getValue());
    }
    context.response().addCookie(cookie("", 0));
    context.response().setStatusCode(303).putHeader("location", PLACE + "/").end();
  }

  private void joint(RoutingContext context, Standing standing) {
    show(
        context,
        200,
        "joint",
        Map.of("joint", view.of(standing), "key", view.ledger().verifierKey()));
  }

  private void entries(RoutingContext context, Standing standing) {
    long from = index(context.request().getParam("from")).orElse(0L);
    show(
        context,
        200,
        "joint-entries",
        Map.of(
            "agreement",
            standing.terms().agreement().value(),
            "entries",
            view.entries(standing, from),
            "key",
            view.ledger().verifierKey()));
  }

  private void call(RoutingContext context, Standing standing) {
    answer(context, 200, view.of(standing).json());
  }

  private void entry(RoutingContext context, Standing standing) {
    index(context.pathParam("index"))
        .flatMap(index -> view.entry(standing, index))
        .ifPresentOrElse(found -> answer(context, 200, found), () -> context.fail(404));
  }

  private static Optional<Long> index(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(it -> it.matches("0|[1-9][0-9]{0,14}"))
        .map(Long::parseLong);
  }

  private static void answer(RoutingContext context, int status, Map<String, Object> values) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(values)));
  }

  private void show(
      RoutingContext context, int status, String template, Map<String, Object> values) {
    var all = new HashMap<>(values);
    all.put("face", new Face(settings.gateway(), guest(context), assets));
    var page = new StringOutput();
    engine.render(template + ".jte", all, page);
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(page.toString());
  }

  private void failed(RoutingContext context) {
    @Nullable Throwable cause = context.failure();
    int status =
        cause instanceof Unavailable ? 503 : context.statusCode() > 0 ? context.statusCode() : 500;
    if (status == 500) {
      LOG.error("a page of the joint view failed", cause);
    }
    if (context.request().path().contains("/v1/")) {
      answer(context, status, Map.of("detail", detail(status)));
    } else {
      show(context, status, "joint-failure", Map.of("status", status, "detail", detail(status)));
    }
  }

  private static String detail(int status) {
    return switch (status) {
      case 401 -> "Nobody is let in here, or not any more.";
      case 403 -> "This form does not stand in a page of ours.";
      case 404 -> "There is no such page, or it is not yours to see.";
      case 503 -> "The ledger or the policy does not answer just now.";
      default -> "Something failed here.";
    };
  }
}
