package dev.entente.exchange;

import dev.entente.aggregate.Grouping;
import dev.entente.aggregate.Marks;
import dev.entente.aggregate.Summary;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.catalog.AggregateQuery;
import dev.entente.disclosure.Decided;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Offers.Offer;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Quote;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.Salt;
import dev.entente.signature.VerifiedHead;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides what a question may touch, against trust and policy as they are now. */
final class Planner {
  private final Ledger ledger;
  private final Deciding deciding;
  private final Offers offers;
  private final Positions positions;
  private final InstantSource clock;

  Planner(Parts parts) {
    this(parts, parts.policy(), parts.decisions());
  }

  Planner(Parts parts, Policy policy, DecisionLog decisions) {
    this.ledger = parts.ledger();
    this.deciding = new Deciding(policy, decisions, parts.clock());
    this.offers = parts.offers();
    this.positions = new Positions(parts.cursors());
    this.clock = parts.clock();
  }

  /**
   * A question with its decision: one epoch, one stage, one policy revision. Only the planner makes
   * it.
   */
  static final class Prospect {
    private final Question question;
    private final Standing standing;
    private final Epoch epoch;
    private final Source source;
    private final DisclosurePlan plan;
    private final Selection selection;
    private final Positions positions;

    private Prospect(
        Question question,
        Standing standing,
        Epoch epoch,
        Source source,
        DisclosurePlan plan,
        Selection selection,
        Positions positions) {
      this.question = question;
      this.standing = standing;
      this.epoch = epoch;
      this.source = source;
      this.plan = plan;
      this.selection = selection;
      this.positions = positions;
    }

    Question question() {
      return question;
    }

    Standing standing() {
      return standing;
    }

    Epoch epoch() {
      return epoch;
    }

    DisclosurePlan plan() {
      return plan;
    }

    /** Goes on under this decision; what then denies or fails names it, unless it names its own. */
    <T> Outcome<T> named(Supplier<Outcome<T>> rest) {
      return Deciding.named(plan.id(), rest);
    }

    /**
     * Reads and makes something of it for as long as its sender waits; nothing is recorded here.
     */
    <T> Outcome<T> whileAwaited(Supplier<Outcome<T>> reading) {
      return question.sender().whileHere(reading);
    }

    /**
     * Reads the page; of a dataset that is closed, or where nothing would be shown, no row. Its
     * sender may leave meanwhile: {@link #whileAwaited}.
     */
    Page page() {
      return plan.showsAnything() ? source.read(selection) : Page.EMPTY;
    }

    /** Renders a page that was read by this plan. */
    Records records(Page page, Secrets secrets, Salt salt) {
      return Records.of(
          plan,
          page,
          Pseudonyms.of(secrets.pseudonyms(), question.agreement()),
          secrets.cells(),
          salt);
    }

    /** Reads all records that go into groups, and gives the groups that may be shown. */
    Outcome<Summary> summary(Secrets secrets, Salt salt) {
      return whileAwaited(
          () ->
              new Reading(source, plan, groups())
                  .grouped(Marks.of(secrets.pseudonyms(), question.agreement()))
                  .then(grouping -> summary(grouping, secrets.cells(), salt)));
    }

    private AggregateQuery groups() {
      return question.groups().orElseThrow();
    }

    private Outcome<Summary> summary(Grouping grouping, CellHash cells, Salt salt) {
      var summary =
          Summary.of(
              grouping, plan, groups(), plan.dataset().aggregation().orElseThrow(), cells, salt);
      return summary.fits() ? Outcome.passed(summary) : Outcome.refused(AggregateAnswers.tooMany());
    }

    /** What is asked of the ledger: to price these records, and nothing else. */
    Quote quote(Records records) {
      return new Quote(
          question.agreement(),
          question.dataset(),
          standing.stage(),
          epoch,
          plan.policy(),
          plan.priced(),
          records.cells());
    }

    /** The same question from after this row on. */
    Prospect after(Row row) {
      var position = Positions.position(row, selection.fields(), plan);
      return new Prospect(
          question, standing, epoch, source, plan, selection.from(position), positions);
    }

    /** Whether it reads the same for the same agreement, and makes the same of it. */
    boolean isAs(Prospect other) {
      return question.agreement().equals(other.question.agreement())
          && standing.termsHash().equals(other.standing.termsHash())
          && standing.stage().equals(other.standing.stage())
          && epoch.equals(other.epoch)
          && plan.isAs(other.plan)
          && selection.equals(other.selection);
    }

    /** The cursor that goes on after this row. */
    String cursorAfter(Row row) {
      return positions.after(row, selection, plan, question, epoch);
    }

    /** The purpose that was stated or goes without saying, if it is an agreed one. */
    Optional<Purpose> purpose() {
      return PolicyFacts.purpose(question.query(), standing)
          .flatMap(
              name ->
                  standing.terms().purposes().stream()
                      .filter(p -> p.value().equals(name))
                      .findFirst());
    }
  }

  Outcome<Planned> plan(Asked asked) {
    return look(asked.question(), Optional.of(asked.head()))
        .map(prospect -> new Planned(asked, prospect));
  }

  /** Decides what nobody signed a request for, and so tells no decision log. */
  Outcome<Prospect> look(Question question) {
    return look(question, Optional.empty());
  }

  private Outcome<Prospect> look(Question asked, Optional<VerifiedHead> head) {
    Standing standing = ledger.trust().standing(asked.agreement()).orElseThrow();
    var epoch = new Epoch(standing.epoch(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return offers
        .find(standing.terms(), asked.dataset())
        .map(offer -> look(asked, head, standing, epoch, offer))
        .orElseGet(() -> Outcome.refused(Views.datasetUnknown()));
  }

  private Outcome<Prospect> look(
      Question asked, Optional<VerifiedHead> head, Standing standing, Epoch epoch, Offer offer) {
    return deciding.on(
        PolicyFacts.of(asked.query(), standing, epoch, offer),
        head,
        decided ->
            make(decided, asked)
                .then(
                    plan ->
                        prospect(
                            asked,
                            standing,
                            epoch,
                            plan.narrowed(offer.source(), deciding.log()::heldBack),
                            plan)));
  }

  private static Outcome<DisclosurePlan> make(Decided decided, Question asked) {
    return asked
        .groups()
        .map(groups -> DisclosurePlan.make(decided, groups))
        .orElseGet(() -> DisclosurePlan.make(decided, asked.query()));
  }

  private Outcome<Prospect> prospect(
      Question asked, Standing standing, Epoch epoch, Source source, DisclosurePlan plan) {
    return positions
        .of(asked, epoch, plan, source)
        .map(
            after ->
                new Prospect(
                    asked,
                    standing,
                    epoch,
                    source,
                    plan,
                    selection(plan, asked.query().limit(), after),
                    positions));
  }

  private static Selection selection(DisclosurePlan plan, int limit, Optional<Position> after) {
    return new Selection(plan.reads(), plan.filter(), plan.sort(), limit, after);
  }
}
