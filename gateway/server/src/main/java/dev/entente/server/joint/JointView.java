package dev.entente.server.joint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PromotionInput;
import dev.entente.exchange.Answer;
import dev.entente.exchange.Views;
import dev.entente.json.Json;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Receipts;
import dev.entente.problem.Outcome;
import dev.entente.server.overview.History;
import dev.entente.server.overview.Joint;
import dev.entente.server.overview.Shared;
import dev.entente.server.overview.Statements;
import dev.entente.server.overview.Week;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a partner's people look at: the figures of the ledger, and of nothing else. Thread-safe. */
public record JointView(
    Ledger ledger,
    History history,
    Policy policy,
    Views views,
    Statements statements,
    Receipts receipts,
    InstantSource clock) {
  private static final int PAGE = 100;

  /** All of it, as it is now. */
  Joint of(Standing standing) {
    var agreement = standing.terms().agreement();
    Instant now = clock.instant();
    List<GateState> gates = PromotionInput.of(standing, now).map(policy::gates).orElse(List.of());
    return Joint.of(
        standing,
        history,
        gates,
        ledger,
        now,
        document(views.joint(agreement)).orElseThrow(),
        // Of an agreement that does not stand nothing is told of datasets, as to its programs.
        standing.state() == Lifecycle.ACTIVE
            ? standing.terms().datasets().keySet().stream()
                .flatMap(id -> document(views.dataset(agreement, id)).stream())
                .toList()
            : List.of());
  }

  private static Optional<JsonNode> document(Outcome<Answer> outcome) {
    return outcome instanceof Outcome.Passed<Answer>(Answer answer)
        ? Optional.of(Json.read(answer.body()))
        : Optional.empty();
  }

  /**
   * Entries that both sides may read, oldest first.
   *
   * @param next where the following ones begin
   */
  public record Entries(List<Shared> lines, Optional<Long> next) {}

  /** Those from an index on. */
  Entries entries(Standing standing, long from) {
    var agreement = standing.terms().agreement();
    List<Stored> found = ledger.entries(agreement, from, PAGE + 1);
    return new Entries(
        found.stream().limit(PAGE).flatMap(it -> Shared.of(it).stream()).toList(),
        found.size() > PAGE ? Optional.of(found.getLast().index()) : Optional.empty());
  }

  /** The signed statement of that week, or of this one; empty if there is none. */
  Optional<Statements.Signed> statement(Standing standing, Optional<String> week) {
    return week.map(Week::named)
        .orElseGet(() -> Optional.of(Week.of(clock.instant())))
        .flatMap(it -> statements.of(standing.terms().agreement(), it));
  }

  /** The receipt of a release; empty if that entry is none of theirs. */
  Optional<String> receipt(Standing standing, long index) {
    return stored(standing, index).flatMap(receipts::again);
  }

  private Optional<Stored> stored(Standing standing, long index) {
    return ledger.entries(standing.terms().agreement(), index, 1).stream()
        .filter(it -> it.index() == index)
        .findFirst();
  }

  /** An entry's bytes and its proof, if it is one that was shown with them. */
  Optional<Map<String, Object>> entry(Standing standing, long index) {
    Optional<Stored> stored =
        stored(standing, index).filter(it -> Shared.of(it).filter(Shared::isProved).isPresent());
    return stored
        .flatMap(_ -> ledger.proof(standing.terms().agreement(), index))
        .map(
            proof -> {
              var json = new LinkedHashMap<String, Object>();
              json.put("index", index);
              json.put("entry", Base64.getEncoder().encodeToString(stored.orElseThrow().bytes()));
              json.put("proof", proof);
              return json;
            });
  }
}
