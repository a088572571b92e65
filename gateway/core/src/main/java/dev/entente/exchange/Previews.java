package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.catalog.DatasetId;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Planner.Prospect;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Quoting.Quoted;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Salt;
import dev.entente.signature.Sender;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a partner would be answered now, for people of ours to look at. It goes the way of a query
 * up to where that is recorded, and from there it has no way on: without a signed request there is
 * no {@link Planned}, and so nothing that the ledger would record. Nobody is charged, no decision
 * is logged, and no request of the agreement is counted. Blocks; thread-safe.
 */
public final class Previews {
  private static final int MOST_DECISIONS = 10;

  private final Ledger ledger;
  private final Admission admission;
  private final Planner planner;
  private final Secrets secrets;

  /**
   * @param policy the one in force, that keeps no decision for a request to come
   */
  public Previews(Parts parts, Policy policy) {
    this.ledger = parts.ledger();
    this.admission = Admission.of(parts);
    this.planner = new Planner(parts, policy, DecisionLog.none());
    this.secrets = Secrets.of(parts);
  }

  /**
   * The answer to this query, or what the partner would be told in its place.
   *
   * @param query a body as a partner sends it
   * @param sender who waits for it
   */
  public Outcome<Preview> of(
      AgreementId agreement, DatasetId dataset, byte[] query, Sender sender) {
    try {
      return ledger
          .trust()
          .standing(agreement)
          .map(standing -> of(standing, dataset, query, sender))
          .orElseGet(
              () -> Outcome.refused(ProblemCode.NOT_FOUND, "there is no agreement " + agreement));
    } catch (Unavailable e) {
      return Outcome.refused(Failure.of(e));
    } catch (RuntimeException e) {
      return Outcome.refused(Failure.of("a preview of " + dataset + " for " + agreement, e));
    }
  }

  private Outcome<Preview> of(Standing standing, DatasetId dataset, byte[] query, Sender sender) {
    AgreementId agreement = standing.terms().agreement();
    return admission
        .called(standing, Outcome.passed(new Call.Ask(dataset, OptionalLong.empty())))
        .then(_ -> Asked.query(query))
        .map(read -> new Question(agreement, dataset, read, Optional.empty(), sender))
        .then(question -> preview(question, MOST_DECISIONS));
  }

  private Outcome<Preview> preview(Question question, int decisions) {
    if (decisions == 0) {
      throw Failure.neverStill();
    }
    return planner
        .look(question)
        .then(prospect -> prospect.named(() -> preview(prospect, decisions)));
  }

  private Outcome<Preview> preview(Prospect prospect, int decisions) {
    return prospect
        .whileAwaited(
            () -> Outcome.passed(prospect.records(prospect.page(), secrets, Salt.fresh())))
        .then(records -> priced(prospect, records, decisions));
  }

  private Outcome<Preview> priced(Prospect prospect, Records records, int decisions) {
    return switch (ledger.quote(prospect.quote(records))) {
      case Quoted quoted -> Outcome.passed(QueryAnswers.preview(prospect, records, quoted));
      case Exhausted exhausted ->
          Outcome.refused(Exhaustion.of(exhausted, prospect.plan().priced()));
      case Superseded() -> preview(prospect.question(), decisions - 1);
    };
  }
}
