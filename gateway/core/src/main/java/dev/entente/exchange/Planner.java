package dev.entente.exchange;

import dev.entente.aggregate.Grouping;
import dev.entente.aggregate.Marks;
import dev.entente.aggregate.Summary;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Query;
import dev.entente.disclosure.Decided;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Offers.Offer;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Provision;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Cells;
import dev.entente.signature.Salt;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/** Decides what a question may touch, against trust and policy as they are now. */
final class Planner {
  private final Ledger ledger;
  private final Deciding deciding;
  private final Offers offers;
  private final Positions positions;
  private final InstantSource clock;

  Planner(Parts parts) {
    this.ledger = parts.ledger();
    this.deciding = new Deciding(parts.policy(), parts.decisions(), parts.clock());
    this.offers = parts.offers();
    this.positions = new Positions(parts.cursors());
    this.clock = parts.clock();
  }

  /**
   * A question with its decision: one epoch, one stage, one policy revision. Only the planner makes
   * it.
   */
  static final class Planned {
    private final Asked asked;
    private final Standing standing;
    private final Epoch epoch;
    private final Source source;
    private final DisclosurePlan plan;
    private final Selection selection;
    private final Positions positions;

    private Planned(
        Asked asked,
        Standing standing,
        Epoch epoch,
        Source source,
        DisclosurePlan plan,
        Selection selection,
        Positions positions) {
      this.asked = asked;
      this.standing = standing;
      this.epoch = epoch;
      this.source = source;
      this.plan = plan;
      this.selection = selection;
      this.positions = positions;
    }

    Asked asked() {
      return asked;
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
      return asked.head().sender().whileHere(reading);
    }

    /** Reads the page; of a dataset that is closed, or where nothing would be shown, no row. */
    Page read() {
      return plan.showsAnything() ? source.read(selection) : Page.EMPTY;
    }

    /** Reads all records that go into groups. */
    Outcome<Grouping> grouped(Marks marks) {
      return new Reading(source, plan, asked.groups().orElseThrow()).grouped(marks);
    }

    /** The groups that may be shown. */
    Outcome<Summary> summary(Grouping grouping, CellHash cells, Salt salt) {
      var summary =
          Summary.of(
              grouping,
              plan,
              asked.groups().orElseThrow(),
              plan.dataset().aggregation().orElseThrow(),
              cells,
              salt);
      return summary.fits() ? Outcome.passed(summary) : Outcome.refused(AggregateAnswers.tooMany());
    }

    /** What is asked of the ledger: to price, check and record these groups, all or none. */
    Disclosure disclosure(Summary summary, Salt salt) {
      return disclosure(
          salt,
          summary.cells(),
          Optional.empty(),
          Optional.of(new Disclosure.Aggregate(summary.shown(), summary.rule().budget())));
    }

    /** What is asked of the ledger: to price, check and record these records. */
    Disclosure disclosure(Records records, Salt salt) {
      return disclosure(
          salt,
          records.cells(),
          asked.export().stream()
              .mapToObj(export -> new Posting(export, !records.page().more()))
              .findFirst(),
          Optional.empty());
    }

    private Disclosure disclosure(
        Salt salt,
        List<Cells> cells,
        Optional<Posting> posting,
        Optional<Disclosure.Aggregate> aggregate) {
      return new Disclosure(
          asked.agreement(),
          asked.dataset(),
          standing.stage(),
          epoch,
          plan.policy(),
          plan.id(),
          purpose(),
          asked.head().key(),
          asked.head().hash(),
          asked.head().nonce(),
          salt,
          plan.priced(),
          cells,
          posting,
          aggregate);
    }

    /** What is asked of the ledger: to make room for so many records, none of them seen. */
    Provision provision(int records, Duration lasting) {
      return new Provision(
          asked.agreement(),
          asked.dataset(),
          standing.stage(),
          epoch,
          plan.policy(),
          asked.head().key(),
          asked.head().hash(),
          asked.head().nonce(),
          plan.priced(),
          records,
          lasting);
    }

    /** The cursor that goes on after this row. */
    String cursorAfter(Row row) {
      return positions.after(row, selection, plan, asked, epoch);
    }

    /** The purpose that was stated or goes without saying, if it is an agreed one. */
    Optional<Purpose> purpose() {
      return Planner.purpose(asked.query(), standing)
          .flatMap(
              name ->
                  standing.terms().purposes().stream()
                      .filter(p -> p.value().equals(name))
                      .findFirst());
    }
  }

  Outcome<Planned> plan(Asked asked) {
    Standing standing = ledger.trust().standing(asked.agreement()).orElseThrow();
    var epoch = new Epoch(standing.epoch(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return offers
        .find(standing.terms(), asked.dataset())
        .map(offer -> plan(asked, standing, epoch, offer))
        .orElseGet(() -> Outcome.refused(Views.datasetUnknown()));
  }

  private Outcome<Planned> plan(Asked asked, Standing standing, Epoch epoch, Offer offer) {
    return deciding.on(
        input(asked.query(), standing, epoch, offer),
        asked,
        decided ->
            make(decided, asked)
                .then(
                    plan ->
                        planned(
                            asked,
                            standing,
                            epoch,
                            plan.narrowed(offer.source(), deciding.log()::heldBack),
                            plan)));
  }

  private static Outcome<DisclosurePlan> make(Decided decided, Asked asked) {
    return asked
        .groups()
        .map(groups -> DisclosurePlan.make(decided, groups))
        .orElseGet(() -> DisclosurePlan.make(decided, asked.query()));
  }

  private Outcome<Planned> planned(
      Asked asked, Standing standing, Epoch epoch, Source source, DisclosurePlan plan) {
    return positions
        .of(asked, epoch, plan, source)
        .map(
            after ->
                new Planned(
                    asked,
                    standing,
                    epoch,
                    source,
                    plan,
                    selection(plan, asked.query(), after),
                    positions));
  }

  /** What the policy is told of a query, or of a mere look at the dataset. */
  static PolicyInput input(Query query, Standing standing, Epoch epoch, Offer offer) {
    return PolicyInput.of(
        standing,
        offer.dataset(),
        standing.stage(),
        purpose(query, standing),
        named(query),
        epoch.day());
  }

  private static Optional<String> purpose(Query query, Standing standing) {
    List<Purpose> agreed = standing.terms().purposes();
    return query
        .purpose()
        .or(() -> agreed.size() == 1 ? Optional.of(agreed.getFirst().value()) : Optional.empty());
  }

  private static SequencedSet<FieldName> named(Query query) {
    var named = new LinkedHashSet<FieldName>();
    query.fields().ifPresent(named::addAll);
    query.filter().ifPresent(f -> f.comparisons().forEach(c -> named.add(c.field())));
    query.sort().forEach(sort -> named.add(sort.field()));
    return named;
  }

  private static Selection selection(DisclosurePlan plan, Query query, Optional<Position> after) {
    return new Selection(plan.reads(), plan.filter(), plan.sort(), query.limit(), after);
  }
}
