package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.catalog.DatasetId;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Json;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.ledger.Reserving.Crowded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.ledger.Trust;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.reciprocity.Reservation;
import dev.entente.reciprocity.Reservations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exports: room in the windows that is set aside for the parts of a long answer. A part is a query
 * that takes from it, and goes the way of a query.
 */
final class Exports {
  private static final int MOST_DECISIONS = 10;
  private static final int CREATED = 201;

  private final Ledger ledger;
  private final Planner planner;
  private final Receipts receipts;

  Exports(Ledger ledger, Planner planner, Receipts receipts) {
    this.ledger = ledger;
    this.planner = planner;
    this.receipts = receipts;
  }

  /** Sets aside what the records may cost at most; no source is read for it. */
  Outcome<Answer> begin(Admitted admitted, DatasetId dataset) {
    return ExportOrder.read(admitted, dataset).then(order -> reserve(order, MOST_DECISIONS));
  }

  private Outcome<Answer> reserve(ExportOrder order, int decisions) {
    if (decisions == 0) {
      throw Failure.neverStill();
    }
    return planner
        .plan(order.asked())
        .then(planned -> planned.named(() -> reserve(order, planned, decisions)));
  }

  private Outcome<Answer> reserve(ExportOrder order, Planned planned, int decisions) {
    if (!planned.plan().showsAnything()) {
      return Outcome.refused(
          ProblemCode.FIELD_NOT_RELEASED,
          "none of these fields is shown to you yet, so there is nothing to export; the dataset's"
              + " description says what would unlock them");
    }
    return switch (ledger.reserve(planned.provision(order.records(), order.lasting()))) {
      case Granted granted -> Outcome.passed(answer(granted));
      case Exhausted exhausted ->
          Outcome.refused(Exhaustion.of(exhausted, planned.plan().priced()));
      case Crowded crowded -> Outcome.refused(tooMany(crowded));
      case Superseded() -> reserve(order, decisions - 1);
    };
  }

  private Answer answer(Granted granted) {
    Reserved entry = granted.entry();
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", entry.agreement().value());
    document.put("dataset", entry.dataset().value());
    document.put("stage", entry.stage().value());
    document.put("policy", entry.policy().value());
    document.putAll(about(granted.index(), granted.after()));
    document.put("records", entry.records());
    document.put("receipt", receipts.issue(granted));
    return Answer.of(CREATED, Answer.JSON, Json.write(document));
  }

  private static Problem tooMany(Crowded crowded) {
    Reservations open = crowded.standing().reservations();
    Instant first =
        open.byEntry().values().stream()
            .map(Reservation::until)
            .min(Instant::compareTo)
            .orElseThrow();
    Duration wait = Duration.between(crowded.now(), first).plusSeconds(1);
    return Problem.of(
            ProblemCode.RATE_LIMITED,
            "an agreement has at most "
                + Reservations.MOST
                + " exports at a time, and these are open: "
                + open.byEntry().keySet())
        .with("retry-after", wait.toSeconds())
        .unlock(List.of("fetch one of them to its end, or DELETE it; the first ends " + first));
  }

  /** Gives back what is left. Once it is over, this changes nothing and says the same. */
  Outcome<Answer> end(Admitted admitted, long export) {
    AgreementId agreement = admitted.agreement();
    return ledger
        .change(
            (trust, _) -> Outcome.passed(voided(trust, agreement, export)),
            Optional.of(admitted.request().head().nonce()))
        .map(trust -> trust.standing(agreement).orElseThrow())
        .map(after -> Answer.json(about(export, after)));
  }

  private static List<Event> voided(Trust trust, AgreementId agreement, long export) {
    Standing standing = trust.standing(agreement).orElseThrow();
    return standing.reservations().find(export).isPresent()
        ? List.of(new Voided(agreement, export))
        : List.of();
  }

  /** What an export still holds, and until when: nothing and null once it is over. */
  static Map<String, Object> about(long export, Standing standing) {
    Optional<Reservation> open = standing.reservations().find(export);
    var about = new LinkedHashMap<String, Object>();
    about.put("export", export);
    about.put("reserved", open.map(it -> it.left().total().decimal()).orElse(BigDecimal.ZERO));
    about.put("until", open.map(it -> it.until().toString()).orElse(null));
    return about;
  }
}
