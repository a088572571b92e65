package dev.entente.disclosure;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Query;
import dev.entente.catalog.Release;
import dev.entente.catalog.Sort;
import dev.entente.disclosure.Decision.Released;
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
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

  private DisclosurePlan(
      Decided decided, List<Column> columns, Optional<Filter> filter, List<Sort> sort) {
    this.decided = decided;
    this.columns = List.copyOf(columns);
    this.filter = filter;
    this.sort = sort;
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
                    decided, columns(dataset, decision, query), bound, query.sort()));
  }

  private static List<Column> columns(Dataset dataset, Decision decision, Query query) {
    Set<FieldName> silent = new HashSet<>();
    query.filter().ifPresent(f -> f.comparisons().forEach(c -> silent.add(c.field())));
    query.sort().forEach(sort -> silent.add(sort.field()));
    List<Column> columns = new ArrayList<>();
    for (Field field : dataset.fields()) {
      Released released = decision.released().get(field.name());
      boolean shown = query.fields().map(asked -> asked.contains(field.name())).orElse(true);
      if (released != null && (shown || silent.contains(field.name()))) {
        columns.add(new Column(field, released.release(), shown));
      }
    }
    return columns;
  }

  /**
   * Whether records would show anything. If not, none is read: how many there are is something to
   * know as well.
   */
  public boolean showsAnything() {
    return columns.stream().anyMatch(Column::shown);
  }

  /** The decision that it was made under. */
  public DecisionId id() {
    return decided.id();
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

  /** Looks up the names of a query in a decision. */
  private record Naming(Dataset dataset, Decision decision) {

    /** The query's filter, bound; or what is wrong with its names. */
    Outcome<Optional<Filter>> check(Query query) {
      for (FieldName name : query.fields().orElse(List.of())) {
        if (!visible(name)) {
          return Outcome.refused(unknown(name).at("/fields"));
        }
      }
      for (Sort sort : query.sort()) {
        Optional<Problem> problem = usable(sort.field());
        if (problem.isPresent()) {
          return Outcome.refused(problem.get().at("/sort"));
        }
      }
      for (Filter.Comparison comparison :
          query.filter().map(f -> f.comparisons().toList()).orElse(List.of())) {
        Optional<Problem> problem = usable(comparison.field());
        if (problem.isPresent()) {
          return Outcome.refused(problem.get().at("/filter"));
        }
      }
      return bind(query.filter());
    }

    private Outcome<Optional<Filter>> bind(Optional<Filter> filter) {
      try {
        return Outcome.passed(filter.map(f -> f.bind(this::bind)));
      } catch (Malformed e) {
        return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
      }
    }

    private Filter.Comparison bind(Filter.Comparison comparison) {
      Field field = dataset.field(comparison.field()).orElseThrow();
      try {
        return new Filter.Comparison(
            comparison.field(),
            comparison.operator(),
            comparison.values().stream()
                .<Object>map(value -> field.type().parse((String) value))
                .toList());
      } catch (IllegalArgumentException e) {
        throw new Malformed("/filter", comparison.field() + ": " + e.getMessage());
      }
    }

    private boolean visible(FieldName name) {
      return decision.released().containsKey(name) || decision.withheld().containsKey(name);
    }

    private Optional<Problem> usable(FieldName name) {
      if (!visible(name)) {
        return Optional.of(unknown(name));
      }
      Released released = decision.released().get(name);
      if (released == null || !(released.release() instanceof Release.Full)) {
        return Optional.of(
            Problem.of(
                ProblemCode.FIELD_NOT_RELEASED,
                "filter and sort take fields that you may see in full; `"
                    + name
                    + "` is not one of them yet"));
      }
      return dataset.field(name).filter(Field::mayFilter).isPresent()
          ? Optional.empty()
          : Optional.of(
              Problem.of(
                  ProblemCode.FIELD_NOT_RELEASED,
                  "`"
                      + name
                      + "` is shown, but the agreement does not let it be filtered or sorted on"));
    }

    private static Problem unknown(FieldName name) {
      return Problem.of(
          ProblemCode.FIELD_UNKNOWN,
          "there is no field `" + name + "` here; the dataset's description lists those there are");
    }
  }
}
