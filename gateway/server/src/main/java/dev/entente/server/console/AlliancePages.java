package dev.entente.server.console;

import dev.entente.agreement.Standing;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PromotionInput;
import dev.entente.server.overview.Alliance;
import dev.entente.server.overview.Alliances;
import dev.entente.server.overview.Promotion;
import dev.entente.server.overview.Proposed;
import dev.entente.server.overview.Timeline;
import dev.entente.server.overview.Versions;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All alliances, one of them, and what is proposed: as pages and as calls. */
final class AlliancePages {
  private final Backstage backstage;
  private final Html html;

  AlliancePages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router.get("/").blockingHandler(this::alliances, false);
    router.get("/alliances/:agreement").blockingHandler(this::page, false);
    router
        .get("/alliances/:agreement/entries")
        .blockingHandler(one(this::entries, "alliance-entries", "timeline"), false);
    router
        .get("/alliances/:agreement/agreement")
        .blockingHandler(one(this::agreement, "agreement", "agreement"), false);
    router.get("/alliances/:agreement/proposals/:subject").blockingHandler(this::proposal, false);

    router.get("/v1/alliances").blockingHandler(call(it -> found(it).json()), false);
    router
        .get("/v1/alliances/:agreement")
        .blockingHandler(callOfOne(this::alliance, Alliance::json), false);
    router
        .get("/v1/alliances/:agreement/entries")
        .blockingHandler(callOfOne(this::entries, Timeline::json), false);
    router
        .get("/v1/alliances/:agreement/agreement")
        .blockingHandler(callOfOne(this::agreement, Versions::json), false);
    router
        .get("/v1/alliances/:agreement/proposals/:subject")
        .blockingHandler(callOfOne(this::proposed, this::json), false);
  }

  private <T> Handler<RoutingContext> one(
      Function<RoutingContext, Optional<T>> find, String template, String name) {
    return context ->
        find.apply(context)
            .ifPresentOrElse(
                found -> html.show(context, 200, template, Map.of(name, found)),
                () -> context.fail(404));
  }

  private void page(RoutingContext context) {
    alliance(context)
        .ifPresentOrElse(
            found ->
                html.show(
                    context, 200, "alliance", Map.of("alliance", found, "theirs", theirs(found))),
            () -> context.fail(404));
  }

  private static Handler<RoutingContext> call(
      Function<RoutingContext, Map<String, Object>> answer) {
    return context -> Calls.answer(context, 200, answer.apply(context));
  }

  private static <T> Handler<RoutingContext> callOfOne(
      Function<RoutingContext, Optional<T>> find, Function<T, Map<String, Object>> json) {
    return context ->
        find.apply(context)
            .map(json)
            .ifPresentOrElse(found -> Calls.answer(context, 200, found), () -> context.fail(404));
  }

  private Instant now() {
    return backstage.clock().instant();
  }

  private Alliances found(RoutingContext context) {
    return Alliances.of(
        backstage.ledger().trust(),
        backstage.history(),
        backstage.refused(),
        asked(context),
        now());
  }

  private static Alliances.Asked asked(RoutingContext context) {
    var params = context.queryParams();
    String page = params.contains("page") ? params.get("page") : "1";
    return new Alliances.Asked(
        params.contains("q") ? params.get("q") : "",
        params.contains("stage") ? params.get("stage") : "",
        params.contains("attention"),
        page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
  }

  private void alliances(RoutingContext context) {
    boolean part = context.request().headers().contains("hx-request");
    List<String> stages =
        backstage.settings().ladder().stages().stream().map(Object::toString).toList();
    html.show(
        context,
        200,
        part ? "alliance-rows" : "alliances",
        Map.of("alliances", found(context), "stages", stages, "part", part));
  }

  private Optional<Standing> standing(RoutingContext context) {
    return Calls.standing(context, backstage.ledger().trust());
  }

  private Optional<Alliance> alliance(RoutingContext context) {
    return standing(context)
        .map(
            standing ->
                Alliance.of(
                    standing,
                    backstage.history(),
                    backstage.refused(),
                    backstage.forecasts(),
                    backstage.ledger(),
                    now()));
  }

  /** Where the partner's people sign in to the joint view, if they do. */
  private Optional<String> theirs(Alliance alliance) {
    var id = alliance.row().id();
    return backstage.providers().of(id).map(_ -> backstage.providers().address(id));
  }

  private Optional<Timeline> entries(RoutingContext context) {
    return standing(context)
        .map(
            it ->
                Timeline.of(
                    backstage.ledger().published(),
                    it,
                    Calls.index(context.request().getParam("below"))));
  }

  private Optional<Versions> agreement(RoutingContext context) {
    return standing(context).map(it -> Versions.of(it, backstage.history(), backstage.ledger()));
  }

  private List<GateState> gates(Standing standing) {
    return PromotionInput.of(standing, now()).map(backstage.forecasts()::gates).orElse(List.of());
  }

  private Optional<Proposed> proposed(RoutingContext context) {
    return standing(context)
        .flatMap(
            standing -> Proposed.of(standing, context.pathParam("subject"), backstage.ledger()));
  }

  private Optional<Promotion> promotion(Proposed proposed) {
    return Promotion.of(
        proposed, backstage.ledger(), gates(proposed.standing()), backstage.forecasts(), now());
  }

  private Map<String, Object> json(Proposed proposed) {
    return promotion(proposed).map(Promotion::json).orElseGet(proposed::json);
  }

  private void proposal(RoutingContext context) {
    Optional<Proposed> found = proposed(context);
    if (found.isEmpty()) {
      context.fail(404);
      return;
    }
    promotion(found.get())
        .ifPresentOrElse(
            it -> html.show(context, 200, "promotion", Map.of("promotion", it)),
            () -> html.show(context, 200, "proposal", Map.of("proposed", found.get())));
  }
}
