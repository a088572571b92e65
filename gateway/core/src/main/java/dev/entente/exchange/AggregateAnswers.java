package dev.entente.exchange;

import dev.entente.aggregate.Summary;
import dev.entente.differencing.Past;
import dev.entente.json.Json;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.TooFine;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.reciprocity.Priced;
import java.util.LinkedHashMap;
import java.util.List;

/** What an aggregate is answered with: its groups and their receipt, or why there are none. */
final class AggregateAnswers {
  private final Receipts receipts;

  AggregateAnswers(Receipts receipts) {
    this.receipts = receipts;
  }

  Answer of(Planned planned, Summary summary, Disclosure disclosure, Recorded recorded) {
    Past past = recorded.after().aggregates(disclosure.dataset());
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", disclosure.agreement().value());
    document.put("dataset", disclosure.dataset().value());
    document.put("stage", disclosure.stage().value());
    document.put("policy", disclosure.policy().value());
    document.put("groups", Json.read(summary.json()));
    document.put("k", summary.rule().k());
    document.put("left", Math.max(0, summary.rule().budget() - past.answers()));
    if (summary.isSuppressed()) {
      document.put("suppressed", true);
    }
    document.put("fields", Explanation.of(planned.plan()));
    document.put("reciprocity", QueryAnswers.reciprocity(recorded, false));
    document.put("receipt", receipts.issue(disclosure, recorded, summary.hash()));
    return Answer.json(document);
  }

  /**
   * What an aggregate is refused with that tells too much. Who has no credit left is told so and
   * nothing else, or records could be counted for nothing.
   */
  static Problem refused(Planned planned, Problem problem) {
    List<Priced> fields = planned.plan().priced();
    var room = planned.standing().room();
    return problem.code() == ProblemCode.AGGREGATE_TOO_FINE && !room.fits(Priced.first(fields))
        ? Exhaustion.of(Exhausted.of(planned.standing(), room, fields), fields)
        : problem;
  }

  static Problem of(TooFine refused, Summary summary) {
    return switch (refused.objection()) {
      case TOO_FINE ->
          Problem.of(
              ProblemCode.AGGREGATE_TOO_FINE,
              "with what you were told before, this would tell of fewer than "
                  + summary.rule().k()
                  + " records; nothing was released or charged. What you asked before is answered"
                  + " again as long as the records are the same");
      case SPENT ->
          Problem.of(
                  ProblemCode.AGGREGATE_TOO_FINE,
                  "the agreement's budget for aggregates of this dataset is spent: what tells"
                      + " nothing new is answered still, and nothing else")
              .with("left", 0);
    };
  }

  static Problem tooMany() {
    return Problem.of(
            ProblemCode.AGGREGATE_TOO_FINE,
            "an answer holds no more groups than the ledger can tell of; group by less, or ask for"
                + " fewer fields at once")
        .at("/group");
  }
}
