package dev.entente.server.operators;

import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.disclosure.Opening;
import dev.entente.governance.Done;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Known;
import dev.entente.ledger.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operator is told of an order that was carried out. */
final class OrderAnswer {
  private OrderAnswer() {}

  static Map<String, Object> of(Done done, Ledger ledger) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("entries", done.entries().stream().map(OrderAnswer::entry).toList());
    done.standing().ifPresent(standing -> standing(standing, answer));
    for (Done.Recorded recorded : done.entries()) {
      switch (recorded.event()) {
        case StageProposed proposed -> proposed(proposed, answer);
        case StageChanged changed when isLower(done, changed) ->
            answer.put(
                "known",
                ledger.known(changed.agreement()).stream().map(OrderAnswer::known).toList());
        default -> {}
      }
    }
    return answer;
  }

  private static boolean isLower(Done done, StageChanged changed) {
    return done.standing()
        .map(it -> it.terms().ladder().stages())
        .filter(stages -> stages.indexOf(changed.to()) < stages.indexOf(changed.from()))
        .isPresent();
  }

  private static Map<String, Object> entry(Done.Recorded recorded) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("index", recorded.index());
    entry.put("kind", EntryJson.kind(recorded.event()));
    return entry;
  }

  private static void standing(Standing standing, Map<String, Object> answer) {
    answer.put("agreement", standing.terms().agreement().value());
    answer.put("state", standing.state().toString());
    answer.put("stage", standing.stage().value());
    answer.put("exposure", standing.account().total().exposure().decimal());
    answer.put("window", standing.window().decimal());
    answer.put(
        "proposals",
        standing.proposals().bySubject().values().stream()
            .map(proposal -> proposal(proposal, standing))
            .toList());
  }

  private static Map<String, Object> proposal(Proposal proposal, Standing standing) {
    int needed =
        proposal.subject() instanceof Subject.Raise(var stage)
            ? standing.terms().ladder().rung(stage).gate().approvals()
            : 1;
    var about = new LinkedHashMap<String, Object>();
    about.put("subject", proposal.subject().name());
    about.put("entry", proposal.entry());
    about.put("by", proposal.by());
    about.put("approved-by", List.copyOf(proposal.approvedBy()));
    about.put("needed", needed);
    return about;
  }

  private static void proposed(StageProposed proposed, Map<String, Object> answer) {
    answer.put("opens", proposed.opens().stream().map(OrderAnswer::opening).toList());
    answer.put("worst-case", proposed.worst().decimal());
    answer.put("evidence", proposed.evidence());
  }

  private static Map<String, Object> opening(Opening opening) {
    var about = new LinkedHashMap<String, Object>();
    about.put("dataset", opening.dataset().value());
    about.put("field", opening.field().value());
    about.put("from", opening.from().orElse("withheld"));
    about.put("to", opening.to());
    return about;
  }

  private static Map<String, Object> known(Known known) {
    var about = new LinkedHashMap<String, Object>();
    about.put("dataset", known.dataset().value());
    about.put("field", known.field().value());
    about.put("form", known.form().toString());
    about.put("records", known.records());
    return about;
  }
}
