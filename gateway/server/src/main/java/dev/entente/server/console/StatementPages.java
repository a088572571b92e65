package dev.entente.server.console;

import dev.entente.server.overview.Statements;
import dev.entente.server.overview.Week;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The statement of a week, to print and to forward. */
final class StatementPages {
  private final Backstage backstage;
  private final Html html;

  StatementPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router.get("/alliances/:agreement/statement").blockingHandler(this::page, false);
    router.get("/v1/alliances/:agreement/statement").blockingHandler(this::signed, false);
  }

  private Optional<Statements.Signed> found(RoutingContext context) {
    Optional<Week> week =
        Optional.ofNullable(context.request().getParam("week"))
            .map(Week::named)
            .orElseGet(() -> Optional.of(Week.of(backstage.clock().instant())));
    return Calls.standing(context, backstage.ledger().trust())
        .flatMap(
            standing ->
                week.flatMap(it -> backstage.statements().of(standing.terms().agreement(), it)));
  }

  private void page(RoutingContext context) {
    found(context)
        .ifPresentOrElse(
            signed ->
                html.show(
                    context,
                    200,
                    "alliance-statement",
                    Map.of(
                        "signed",
                        signed,
                        "key",
                        backstage.statements().publicKey(),
                        "logKey",
                        backstage.ledger().verifierKey())),
            () -> context.fail(404));
  }

  private void signed(RoutingContext context) {
    found(context).ifPresentOrElse(it -> Calls.give(context, it), () -> context.fail(404));
  }
}
