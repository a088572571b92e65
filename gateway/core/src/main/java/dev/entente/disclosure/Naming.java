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
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Looks up the names of a query in a decision. */
record Naming(Dataset dataset, Decision decision) {

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

  Outcome<Optional<Filter>> bind(AggregateQuery query) {
    return bind(query.records().filter());
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

  boolean visible(FieldName name) {
    return decision.released().containsKey(name) || decision.withheld().containsKey(name);
  }

  Optional<Problem> usable(FieldName name) {
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

  static Problem unknown(FieldName name) {
    return Problem.of(
        ProblemCode.FIELD_UNKNOWN,
        "there is no field `" + name + "` here; the dataset's description lists those there are");
  }
}
