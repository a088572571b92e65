package dev.entente.disclosure;

import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Query;
import dev.entente.catalog.Release;
import dev.entente.catalog.Sort;
import dev.entente.disclosure.Decision.Released;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What one query may touch and as what: made from a decision, and the only way to rows. A field
 * that the decision hides is here as unknown as one that does not exist, and so is a record.
 */
public final class DisclosurePlan {

  /**
   * A field that the query touches.
   *
   * @param shown whether records show it, or it was only filtered or sorted on
   */
  record Column(Field field, Release release, boolean shown) {
    Priced priced() {
      return new Priced(field.name(), field.category(), field.value(), Form.of(release));
    }
  }

  private final Decided decided;
  private final List<Column> columns;
  private final Optional<Filter> filter;
  private final List<Sort> sort;
  private final boolean ofGroups;

  private DisclosurePlan(
      Decided decided,
      List<Column> columns,
      Optional<Filter> filter,
      List<Sort> sort,
      boolean ofGroups) {
    this.decided = decided;
    this.columns = List.copyOf(columns);
    this.filter = filter;
    this.sort = sort;
    this.ofGroups = ofGroups;
  }

  /**
   * Asks the policy and plans the query under its decision.
   *
   * @throws dev.entente.problem.Unavailable if the policy cannot decide
   */
  public static Outcome<DisclosurePlan> make(Policy policy, PolicyInput input, Query query) {
    return make(Decided.by(policy, input, DecisionId.fresh()), query);
  }

  /** Plans the query under a decision. */
  public static Outcome<DisclosurePlan> make(Decided decided, Query query) {
    Dataset dataset = decided.input().dataset();
    Decision decision = decided.decision();
    return new Naming(dataset, decision)
        .check(query)
        .map(
            bound ->
                new DisclosurePlan(
                    decided, columns(dataset, decision, query), bound, query.sort(), false));
  }

  /** Plans a question for groups under a decision: all that it touches is told of groups alone. */
  public static Outcome<DisclosurePlan> make(Decided decided, AggregateQuery query) {
    return new GroupNaming(decided)
        .check(query)
        .then(_ -> new Naming(decided.input().dataset(), decided.decision()).bind(query))
        .map(
            bound ->
                new DisclosurePlan(
                    decided, columns(decided.input().dataset(), query), bound, List.of(), true));
  }

  private static List<Column> columns(Dataset dataset, AggregateQuery query) {
    Set<FieldName> touched = new HashSet<>(query.records().fields().orElseThrow());
    query.records().filter().ifPresent(f -> f.comparisons().forEach(c -> touched.add(c.field())));
    return dataset.fields().stream()
        .filter(field -> touched.contains(field.name()))
        .map(field -> new Column(field, new Release.Aggregate(), true))
        .toList();
  }

  private static List<Column> columns(Dataset dataset, Decision decision, Query query) {
    Set<FieldName> silent = new HashSet<>();
    query.filter().ifPresent(f -> f.comparisons().forEach(c -> silent.add(c.field())));
    query.sort().forEach(sort -> silent.add(sort.field()));
    List<Column> columns = new ArrayList<>();
    for (Field field : dataset.fields()) {
      Released released = decision.released().get(field.name());
      boolean shown = query.fields().map(asked -> asked.contains(field.name())).orElse(true);
      if (released != null
          && !(released.release() instanceof Release.Aggregate)
          && (shown || silent.contains(field.name()))) {
        columns.add(new Column(field, released.release(), shown));
      }
    }
    return columns;
  }

  /**
   * Whether records, or groups of them, would show anything. If not, none is read: how many there
   * are is something to know as well.
   */
  public boolean showsAnything() {
    return ofGroups || columns.stream().anyMatch(Column::shown);
  }

  /** Whether a plan, made under a decision of its own, reads and shows the same. */
  public boolean isAs(DisclosurePlan other) {
    return policy().equals(other.policy())
        && decision().equals(other.decision())
        && dataset().equals(other.dataset())
        && columns.equals(other.columns)
        && filter.equals(other.filter)
        && sort.equals(other.sort)
        && ofGroups == other.ofGroups;
  }

  /** The decision that it was made under. */
  public DecisionId id() {
    return decided.id();
  }

  /** What the policy was told. */
  public PolicyInput input() {
    return decided.input();
  }

  public Dataset dataset() {
    return decided.input().dataset();
  }

  public Decision decision() {
    return decided.decision();
  }

  public PolicyRevision policy() {
    return decided.policy();
  }

  /** Every field touched, shown or not, as it is priced; in the manifest's order. */
  public List<Priced> priced() {
    return columns.stream().map(Column::priced).toList();
  }

  List<Column> columns() {
    return columns;
  }

  /**
   * The source without the records that the decision holds back: the only way to rows.
   *
   * @param alarm told how many of them the source gave all the same
   */
  public Source narrowed(Source source, IntConsumer alarm) {
    return switch (decision().rows()) {
      case Rows.Every() -> source;
      case Rows.Where(Filter condition) -> new NarrowedSource(source, dataset(), condition, alarm);
    };
  }

  /** The filter with values of the fields' types. */
  public Optional<Filter> filter() {
    return filter;
  }

  public List<Sort> sort() {
    return sort;
  }

  /** The fields to read: those touched, and the key. */
  public List<FieldName> reads() {
    Set<FieldName> touched = new HashSet<>(dataset().key());
    columns.forEach(column -> touched.add(column.field().name()));
    return dataset().fields().stream().map(Field::name).filter(touched::contains).toList();
  }
}
