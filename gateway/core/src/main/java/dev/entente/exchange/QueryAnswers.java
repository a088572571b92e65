package dev.entente.exchange;

import dev.entente.agreement.Standing;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Planner.Planned;
import dev.entente.json.Json;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Recorded;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Cuts the answer of a query to what was recorded of it, and adds its receipt. */
final class QueryAnswers {
  private final Receipts receipts;

  QueryAnswers(Receipts receipts) {
    this.receipts = receipts;
  }

  Answer of(Planned planned, Records records, Disclosure disclosure, Recorded recorded) {
    int count = recorded.records();
    var before = new LinkedHashMap<String, Object>();
    before.put("agreement", disclosure.agreement().value());
    before.put("dataset", disclosure.dataset().value());
    before.put("stage", disclosure.stage().value());
    before.put("policy", disclosure.policy().value());
    var after = new LinkedHashMap<String, Object>();
    after.put("next", next(planned, records, count).orElse(null));
    planned
        .asked()
        .export()
        .ifPresent(export -> after.put("export", Exports.about(export, recorded.after())));
    after.put("fields", Explanation.of(planned.plan()));
    after.put("reciprocity", reciprocity(recorded, count < records.cells().size()));
    after.put("receipt", receipts.issue(disclosure, recorded, records.hash(count)));
    return Answer.ok(
        Answer.JSON, Answer.joined(Json.write(before), records.json(count), Json.write(after)));
  }

  /** There is more if the page was cut, or the source has more. */
  private static Optional<String> next(Planned planned, Records records, int count) {
    boolean more = count < records.cells().size() || records.page().more();
    return more && count > 0
        ? Optional.of(planned.cursorAfter(records.page().rows().get(count - 1)))
        : Optional.empty();
  }

  private static Map<String, Object> reciprocity(Recorded recorded, boolean limited) {
    Standing standing = recorded.after();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("value", recorded.value().decimal());
    figures.put("exposure", standing.account().total().exposure().decimal());
    figures.put("window", standing.window().decimal());
    figures.put("remaining", standing.room().total().decimal());
    figures.put("limited", limited);
    return figures;
  }
}
