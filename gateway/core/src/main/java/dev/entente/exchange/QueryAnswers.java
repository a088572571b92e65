package dev.entente.exchange;

import dev.entente.agreement.Standing;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Planner.Prospect;
import dev.entente.json.Json;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Quoting.Quoted;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Content;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Cuts the answer of a query to what was recorded of it, and adds its receipt. */
final class QueryAnswers {
  /** In base64 this is 8,000 bytes: what servers and clients take in a header without asking. */
  private static final int MOST_ABOUT = 6_000;

  private final Receipts receipts;

  QueryAnswers(Receipts receipts) {
    this.receipts = receipts;
  }

  Answer of(Planned planned, Rendered page, Disclosure disclosure, Recorded recorded) {
    Records records = page.records();
    int count = recorded.records();
    Map<String, Object> before = before(planned.prospect());
    var after = new LinkedHashMap<String, Object>();
    after.put("next", next(planned, records, count).orElse(null));
    planned
        .asked()
        .export()
        .ifPresent(export -> after.put("export", Exports.about(export, recorded.after())));
    after.put("fields", Explanation.of(planned.plan()));
    after.put("reciprocity", reciprocity(recorded, count < records.cells().size()));
    after.put("receipt", receipts.issue(disclosure, recorded, page.hash(count)));
    return planned
        .asked()
        .rendering()
        .map(it -> rendered(it.contentType(), page.in(it, count), before, after))
        .orElseGet(
            () ->
                Answer.ok(
                    Answer.JSON,
                    Answer.joined(Json.write(before), records.json(count), Json.write(after))));
  }

  /** What would be answered, and is neither recorded nor signed. */
  static Preview preview(Prospect prospect, Records records, Quoted quoted) {
    int count = quoted.records();
    return new Preview(
        before(prospect),
        records.json(count),
        records.cells().size(),
        count,
        hasMore(records, count),
        Explanation.of(prospect.plan()),
        reciprocity(quoted.value(), quoted.after(), count < records.cells().size()),
        prospect.plan().input().facts(),
        prospect.plan().decision().rows().document());
  }

  private static Map<String, Object> before(Prospect prospect) {
    var before = new LinkedHashMap<String, Object>();
    before.put("agreement", prospect.question().agreement().value());
    before.put("dataset", prospect.question().dataset().value());
    before.put("stage", prospect.standing().stage().value());
    before.put("policy", prospect.plan().policy().value());
    return before;
  }

  /** The records alone; all else stands in a header, and the fields only where they are few. */
  private static Answer rendered(
      String contentType, Content content, Map<String, Object> before, Map<String, Object> after) {
    var about = new LinkedHashMap<>(before);
    about.putAll(after);
    byte[] document = Json.write(about);
    if (document.length > MOST_ABOUT) {
      about.remove("fields");
      document = Json.write(about);
    }
    return Answer.rendered(
        contentType, content, ":" + Base64.getEncoder().encodeToString(document) + ":");
  }

  private static Optional<String> next(Planned planned, Records records, int count) {
    return hasMore(records, count)
        ? Optional.of(planned.prospect().cursorAfter(records.page().rows().get(count - 1)))
        : Optional.empty();
  }

  /** There is more if the page was cut, or the source has more. */
  private static boolean hasMore(Records records, int count) {
    return count > 0 && (count < records.cells().size() || records.page().more());
  }

  static Map<String, Object> reciprocity(Recorded recorded, boolean limited) {
    return reciprocity(recorded.value(), recorded.after(), limited);
  }

  private static Map<String, Object> reciprocity(Amount value, Standing standing, boolean limited) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("value", value.decimal());
    figures.put("exposure", standing.account().total().exposure().decimal());
    figures.put("window", standing.window().decimal());
    figures.put("remaining", standing.room().total().decimal());
    figures.put("limited", limited);
    return figures;
  }
}
