package dev.entente.server.console;

import dev.entente.governance.Matrix;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What opens when: the fields of each dataset of an alliance by stage, as the policy decides it.
 */
final class DatasetPages {
  private final Backstage backstage;
  private final Html html;

  DatasetPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router.get("/alliances/:agreement/datasets").blockingHandler(this::matrices, false);
  }

  private void matrices(RoutingContext context) {
    Calls.standing(context, backstage.ledger().trust())
        .ifPresentOrElse(
            standing -> {
              LocalDate today = LocalDate.ofInstant(backstage.clock().instant(), ZoneOffset.UTC);
              List<Matrix> matrices =
                  standing.terms().datasets().values().stream()
                      .map(it -> Matrix.of(backstage.policy(), standing.terms(), it, today))
                      .toList();
              html.show(context, 200, "matrix", Map.of("standing", standing, "matrices", matrices));
            },
            () -> context.fail(404));
  }
}
