package dev.entente.trustledger.audit;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Aggregation;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Shown;
import dev.entente.differencing.Sketch;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Room;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One release, against the terms, stage, policy and windows in force when it was recorded. */
final class ReleaseCheck {
  private final Exhibit at;
  private final Disclosed release;
  private final Standing before;
  private final Terms terms;
  private final List<Stage> reached;

  ReleaseCheck(Exhibit at, Disclosed release, Standing before) {
    this.at = at;
    this.release = release;
    this.before = before.at(at.entry().time());
    this.terms = before.terms();
    this.reached = terms.ladder().reached(before.stage());
  }

  void check() {
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    at.equal("the stage", before.stage(), release.stage());
    at.equal("the epoch", before.epoch(), release.epoch());
    at.equal("the policy", at.before().policy(), Optional.of(release.policy()));
    at.holds(
        before.keys().containsKey(release.key()), "the key", "one of the partner's", release.key());
    Dataset dataset = terms.datasets().get(release.dataset());
    if (dataset == null) {
      at.holds(false, "the dataset", "one of the agreement's", release.dataset());
      return;
    }
    purpose();
    opened(dataset);
    release.aggregate().ifPresent(shown -> aggregate(dataset, shown));
    release.fields().forEach(touched -> field(dataset, touched));
    amounts();
    at.equal("the memory kept beside it", release.memory(), at.memory());
  }

  /** For a purpose that was not agreed, and for none, nothing is released. */
  private void purpose() {
    at.holds(
        release.fields().isEmpty()
            || release.purpose().filter(terms.purposes()::contains).isPresent(),
        "the purpose",
        "one of " + terms.purposes(),
        release.purpose());
  }

  /** Before the stage of its key a dataset gives no records. */
  private void opened(Dataset dataset) {
    boolean open =
        dataset.key().stream()
            .flatMap(name -> dataset.field(name).stream())
            .allMatch(field -> reached.contains(field.stage()));
    at.holds(
        open || release.records() == 0,
        "the records",
        "0 before the dataset opens",
        release.records());
    if (release.records() == 0) {
      at.equal("the root", Sha256.ofBytes(TreeHash.EMPTY.toBytes()), release.root());
    }
  }

  private void field(Dataset dataset, Touched touched) {
    String name = "field " + touched.field().field();
    Optional<Field> offered = dataset.field(touched.field().field());
    if (offered.isEmpty()) {
      at.holds(false, name, "one of the dataset's", "none");
      return;
    }
    Field field = offered.get();
    at.equal(name + ", category", field.category(), touched.field().category());
    at.equal(name + ", value", field.value(), touched.field().value());
    at.holds(
        isOffered(field, touched.field().form()),
        name + ", release",
        "one that the stages reached offer",
        touched.field().form());
    tally(name, touched);
  }

  /** What groups of a field tell is offered where the field is in full, too. */
  private boolean isOffered(Field field, Form form) {
    if (form == Form.AGGREGATE) {
      return release.aggregate().isPresent() && (isOpen(field, Form.FULL) || isOpen(field, form));
    }
    return release.aggregate().isEmpty() && isOpen(field, form);
  }

  private boolean isOpen(Field field, Form form) {
    if (form == Form.FULL) {
      return reached.contains(field.stage())
          && field.milestone().map(before.milestones()::contains).orElse(true);
    }
    return field.weaker().entrySet().stream()
        .anyMatch(
            weaker -> reached.contains(weaker.getKey()) && Form.of(weaker.getValue()) == form);
  }

  /** A manifest may have been narrower than the terms: larger groups, a smaller budget. */
  private void aggregate(Dataset dataset, Shown shown) {
    if (dataset.aggregation().isEmpty()) {
      at.holds(false, "the aggregate", "none, for the terms offer none", "one");
      return;
    }
    Aggregation rule = dataset.aggregation().get();
    at.holds(shown.k() >= rule.k(), "k", "at least " + rule.k(), shown.k());
    int fewest = shown.sets().mapToInt(Sketch::count).min().orElse(rule.k());
    at.holds(fewest >= rule.k(), "the smallest set", "at least " + rule.k() + " records", fewest);
    at.equal(
        "what earlier aggregates say against it",
        Optional.empty(),
        before.aggregates(release.dataset()).against(shown, rule.budget()));
  }

  private void tally(String name, Touched touched) {
    Tally tally = touched.tally();
    long upgraded = tally.upgradedFrom300() + tally.upgradedFrom500();
    long cells = tally.first() + upgraded + tally.changed() + tally.repeated();
    boolean counts =
        List.of(
                tally.first(),
                tally.upgradedFrom300(),
                tally.upgradedFrom500(),
                tally.changed(),
                tally.repeated())
            .stream()
            .allMatch(n -> n >= 0 && n <= release.records());
    at.holds(
        counts && cells <= release.records(),
        name + ", cells",
        "at most " + release.records(),
        cells);
    int weight = touched.field().form().weight();
    at.holds(
        (tally.upgradedFrom300() == 0 || weight > 300)
            && (tally.upgradedFrom500() == 0 || weight > 500),
        name + ", cells upgraded",
        "0 in this form",
        upgraded);
  }

  private void amounts() {
    Map<Category, Amount> cost = Touched.cost(release.fields());
    Account after = before.account().disclosed(cost);
    Amount value = cost.values().stream().reduce(Amount.ZERO, Amount::plus);
    at.equal("the value", value, release.value());
    at.equal("the exposure", after.total().exposure(), release.exposure());
    Room room =
        release.reservation().isPresent()
            ? before.room(release.reservation().getAsLong())
            : before.room();
    at.holds(
        !value.isPositive() || value.compareTo(room.total()) <= 0,
        "the value",
        "at most what the window left, " + room.total(),
        value);
    cost.forEach(
        (category, part) ->
            at.holds(
                !part.isPositive() || part.compareTo(room.of(category)) <= 0,
                "the value of " + category,
                "at most what its window left, " + room.of(category),
                part));
  }
}
