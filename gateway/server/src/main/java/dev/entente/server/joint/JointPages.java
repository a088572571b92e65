package dev.entente.server.joint;

import dev.entente.agreement.Standing;
import dev.entente.problem.Unavailable;
import dev.entente.server.console.Assets;
import dev.entente.server.console.Calls;
import dev.entente.server.console.Shield;
import dev.entente.server.console.Templates;
import dev.entente.server.directory.Settings;
import dev.entente.server.http.Pages;
import dev.entente.server.openid.PartnerProviders;
import dev.entente.server.openid.ProviderUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request of the joint view. Whoever is not let in costs no memory and reads
 * nothing of the ledger. Thread-safe.
 */
public final class JointPages implements Pages {
  private static final Logger LOG = LoggerFactory.getLogger(JointPages.class);
  static final String PLACE = "/joint";

  private final Settings settings;
  private final JointView view;
  private final PartnerProviders providers;
  private final Door door;
  private final Assets assets = new Assets(PLACE + "/_");
  private final Templates templates = new Templates();
  private final Router router;

  /**
   * @param passages the key of what browsers keep on the way to a provider and back
   */
  public JointPages(
      Vertx vertx,
      Settings settings,
      JointView view,
      Guests guests,
      PartnerProviders providers,
      SecretKey passages) {
    this.settings = settings;
    this.view = view;
    this.providers = providers;
    var cookies = new Cookies(settings);
    this.door = new Door(settings, view.ledger(), guests, cookies, this::show, view.clock());
    var byProvider =
        new ProviderDoor(
            door, providers, new Passages(passages, view.clock()), cookies, this::show);
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
    door.route(router);
    byProvider.route(router);
    new ReaderDoor(view.ledger(), door, this::show, view.clock()).route(router);
    router.route().handler(this::mustBeLetIn);
    router.get(PLACE + "/:agreement").blockingHandler(own(this::joint), false);
    router.get(PLACE + "/:agreement/entries").blockingHandler(own(this::entries), false);
    router.get(PLACE + "/:agreement/statement").blockingHandler(own(this::statement), false);
    router.get(PLACE + "/:agreement/v1/statement").blockingHandler(own(this::signed), false);
    router.get(PLACE + "/:agreement/v1/view").blockingHandler(own(this::call), false);
    router.get(PLACE + "/:agreement/v1/entries/:index").blockingHandler(own(this::entry), false);
    router
        .get(PLACE + "/:agreement/v1/entries/:index/receipt")
        .blockingHandler(own(this::receipt), false);
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

  private void mustBeLetIn(RoutingContext context) {
    if (door.guest(context).isPresent()) {
      context.next();
    } else {
      context.fail(401);
    }
  }

  private Handler<RoutingContext> own(BiConsumer<RoutingContext, Standing> page) {
    return context ->
        door.guest(context)
            .filter(it -> it.agreement().value().equals(context.pathParam("agreement")))
            .flatMap(door::standing)
            .ifPresentOrElse(standing -> page.accept(context, standing), () -> context.fail(404));
  }

  private void joint(RoutingContext context, Standing standing) {
    show(
        context,
        200,
        "joint",
        Map.of("joint", view.of(standing), "key", view.ledger().verifierKey()));
  }

  private void entries(RoutingContext context, Standing standing) {
    long from = Calls.index(context.request().getParam("from")).orElse(0L);
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

  private void statement(RoutingContext context, Standing standing) {
    view.statement(standing, week(context))
        .ifPresentOrElse(
            signed ->
                show(
                    context,
                    200,
                    "joint-statement",
                    Map.of(
                        "signed",
                        signed,
                        "key",
                        view.statements().publicKey(),
                        "logKey",
                        view.ledger().verifierKey())),
            () -> context.fail(404));
  }

  private void signed(RoutingContext context, Standing standing) {
    view.statement(standing, week(context))
        .ifPresentOrElse(signed -> Calls.give(context, signed), () -> context.fail(404));
  }

  private static Optional<String> week(RoutingContext context) {
    return Optional.ofNullable(context.request().getParam("week"));
  }

  private void call(RoutingContext context, Standing standing) {
    Calls.answer(context, 200, view.of(standing).json());
  }

  private void entry(RoutingContext context, Standing standing) {
    Calls.index(context.pathParam("index"))
        .flatMap(index -> view.entry(standing, index))
        .ifPresentOrElse(found -> Calls.answer(context, 200, found), () -> context.fail(404));
  }

  private void receipt(RoutingContext context, Standing standing) {
    String index = context.pathParam("index");
    Calls.index(index)
        .flatMap(it -> view.receipt(standing, it))
        .ifPresentOrElse(
            it -> Calls.give(context, standing.terms().agreement() + "-" + index + "-receipt", it),
            () -> context.fail(404));
  }

  private void show(
      RoutingContext context, int status, String template, Map<String, Object> values) {
    var all = new HashMap<>(values);
    all.put("gateway", settings.gateway());
    all.put("face", new Face(settings.gateway(), door.guest(context), assets));
    templates.show(context, status, template, all);
  }

  private void failed(RoutingContext context) {
    @Nullable Throwable cause = context.failure();
    int status =
        switch (cause) {
          case Unavailable _, ProviderUnavailable _ -> 503;
          case null, default -> context.statusCode() > 0 ? context.statusCode() : 500;
        };
    if (status == 500) {
      LOG.error("a page of the joint view failed", cause);
    }
    String detail =
        cause instanceof ProviderUnavailable
            ? "Your company's provider does not answer just now. Try again in a moment."
            : detail(status);
    if (context.request().path().contains("/v1/")) {
      Calls.refuse(context, status, detail);
    } else {
      show(
          context,
          status,
          "joint-failure",
          Map.of("status", status, "detail", detail, "byProvider", providers.any()));
    }
  }

  private static String detail(int status) {
    return switch (status) {
      case 401 -> "Nobody is let in here, or not any more.";
      case 403 -> "This form does not stand in a page of ours.";
      case 404 -> "There is no such page, or it is not yours to see.";
      case 429 -> "Too many secrets were wrong; the next one is looked at in a minute.";
      case 503 -> "The ledger or the policy does not answer just now.";
      default -> "Something failed here.";
    };
  }
}
