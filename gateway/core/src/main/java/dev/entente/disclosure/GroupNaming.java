package dev.entente.disclosure;

import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Measure;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What speaks, under a decision, against a question for groups. */
record GroupNaming(Decided decided) {

  /** The question, if all that it names may be asked for so. */
  Outcome<AggregateQuery> check(AggregateQuery query) {
    return Stream.<Function<AggregateQuery, Optional<Problem>>>of(
            this::offered, this::visible, this::open, this::usable, this::measured)
        .flatMap(rule -> rule.apply(query).stream())
        .findFirst()
        .<Outcome<AggregateQuery>>map(Outcome::refused)
        .orElseGet(() -> Outcome.passed(query));
  }

  private Dataset dataset() {
    return decided.input().dataset();
  }

  private Naming naming() {
    return new Naming(dataset(), decided.decision());
  }

  private Optional<Problem> offered(AggregateQuery query) {
    String cure =
        "ask "
            + String.join(" or ", decided.input().terms().contacts().ours())
            + " for terms that offer aggregates of it";
    return dataset().aggregation().isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemCode.AGGREGATE_TOO_FINE, "this dataset offers no aggregates; " + cure)
                .unlock(List.of(cure)));
  }

  private Optional<Problem> visible(AggregateQuery query) {
    return Stream.of(
            unknown(query.group().stream(), "/group"),
            unknown(
                query.measures().values().stream().flatMap(it -> it.field().stream()), "/measures"),
            unknown(filtered(query), "/filter"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<FieldName> filtered(AggregateQuery query) {
    return query.records().filter().stream()
        .flatMap(Filter::comparisons)
        .map(Filter.Comparison::field);
  }

  private Optional<Problem> unknown(Stream<FieldName> names, String pointer) {
    return names
        .filter(name -> !naming().visible(name))
        .findFirst()
        .map(name -> Naming.unknown(name).at(pointer));
  }

  /** How many records there are is something to know as well. */
  private Optional<Problem> open(AggregateQuery query) {
    return dataset().key().stream()
        .filter(name -> !isFull(name))
        .findFirst()
        .map(
            name ->
                explained(
                    Problem.of(
                        ProblemCode.FIELD_NOT_RELEASED,
                        "the dataset is not open to you yet, nor is anything that sums it up"),
                    name));
  }

  private Optional<Problem> usable(AggregateQuery query) {
    return Stream.concat(
            query.group().stream().map(name -> Map.entry(name, "/group")),
            filtered(query).map(name -> Map.entry(name, "/filter")))
        .flatMap(it -> naming().usable(it.getKey()).map(p -> p.at(it.getValue())).stream())
        .findFirst();
  }

  private Optional<Problem> measured(AggregateQuery query) {
    return query.measures().entrySet().stream()
        .flatMap(
            it ->
                it.getValue().field().flatMap(name -> measured(it.getValue(), name)).stream()
                    .map(problem -> problem.at("/measures")))
        .findFirst();
  }

  private Optional<Problem> measured(Measure measure, FieldName name) {
    Field field = dataset().field(name).orElseThrow();
    if (!measure.function().isOneRecords() && !field.type().isNumeric()) {
      return Optional.of(
          Problem.of(
              ProblemCode.QUERY_MALFORMED,
              "only numbers have a sum and an average; `" + name + "` is a " + field.type()));
    }
    if (isFull(name) || (isAggregate(name) && !measure.function().isOneRecords())) {
      return Optional.empty();
    }
    return Optional.of(
        explained(
            Problem.of(
                ProblemCode.FIELD_NOT_RELEASED,
                isAggregate(name)
                    ? "`%s` would be one record's own value; ask for sum or average"
                        .formatted(measure)
                    : "measures take fields released in full or as aggregate; `"
                        + name
                        + "` is not one of them yet"),
            name));
  }

  private boolean isFull(FieldName name) {
    return released(name).filter(Release.Full.class::isInstance).isPresent();
  }

  private boolean isAggregate(FieldName name) {
    return released(name).filter(Release.Aggregate.class::isInstance).isPresent();
  }

  private Optional<Release> released(FieldName name) {
    return Optional.ofNullable(decided.decision().released().get(name)).map(Released::release);
  }

  /** With what the decision says of the field, if that is anything. */
  private Problem explained(Problem problem, FieldName name) {
    Optional<Reason> reason =
        Optional.ofNullable(decided.decision().released().get(name))
            .flatMap(Released::reason)
            .or(
                () ->
                    Optional.ofNullable(decided.decision().withheld().get(name))
                        .map(Withheld::reason));
    return reason
        .filter(it -> !it.unlock().isEmpty())
        .map(it -> problem.unlock(it.unlock()))
        .orElse(problem);
  }
}
