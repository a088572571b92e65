package dev.entente.server.console;

import dev.entente.governance.Matrix;
import dev.entente.server.overview.DatasetRow;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Our datasets, and what opens when: the fields of each dataset of an alliance by stage, as the
 * policy decides it.
 */
final class DatasetPages {
  private final Backstage backstage;
  private final Html html;

  DatasetPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router
        .get("/datasets")
        .blockingHandler(it -> html.show(it, 200, "datasets", Map.of("datasets", all())), false);
    router
        .get("/v1/datasets")
        .blockingHandler(
            it ->
                Calls.answer(
                    it, 200, Map.of("datasets", all().stream().map(DatasetRow::json).toList())),
            false);
    router.get("/alliances/:agreement/datasets").blockingHandler(this::matrices, false);
  }

  private List<DatasetRow> all() {
    Bench bench = backstage.bench();
    return DatasetRow.all(bench.directory(), backstage.ledger().trust(), bench.ailments().get());
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
