package dev.entente.exchange;

import dev.entente.aggregate.Grouping;
import dev.entente.aggregate.Marks;
import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.Aggregation;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Query;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that an aggregate is of, a page at a time, and keeps groups only.
 *
 * @param source without the records that the decision holds back
 */
record Reading(Source source, DisclosurePlan plan, AggregateQuery query) {
  /** What a source can be asked to read for one answer; more is for a filter to leave out. */
  private static final int MOST_RECORDS = 1_000_000;

  /** So that groups fit into memory; far fewer fit into an answer. */
  private static final int MOST_GROUPS = 10_000;

  /** The groups, unless they are of too few or too many records. */
  Outcome<Grouping> grouped(Marks marks) {
    Aggregation rule = plan.dataset().aggregation().orElseThrow();
    var grouping = new Grouping(plan, query, rule, marks);
    boolean all =
        each(
            plan.reads(),
            plan.filter(),
            grouping::add,
            read -> read < MOST_RECORDS && grouping.size() <= MOST_GROUPS);
    if (!all || grouping.size() > MOST_GROUPS) {
      return Outcome.refused(tooMuch(grouping));
    }
    return grouping.records() < rule.k() || leavesFew(grouping.records(), rule)
        ? Outcome.refused(tooFine(rule))
        : Outcome.passed(grouping);
  }

  /**
   * Whether the filter leaves out 1 to k - 1 records: then what it lets through tells of those by
   * what all come to.
   */
  private boolean leavesFew(int matched, Aggregation rule) {
    if (plan.filter().isEmpty()) {
      return false;
    }
    int[] counted = {0};
    each(
        plan.dataset().key(),
        Optional.empty(),
        _ -> counted[0]++,
        read -> read < matched + rule.k());
    return counted[0] != matched && counted[0] - matched < rule.k();
  }

  /** Reads page by page while that is wanted; whether the end was reached. */
  private boolean each(
      List<FieldName> fields,
      Optional<Filter> filter,
      Consumer<Row> take,
      IntPredicate wantsMoreAfter) {
    Optional<Position> after = Optional.empty();
    int read = 0;
    while (true) {
      Page page = source.read(new Selection(fields, filter, List.of(), Query.HIGHEST_LIMIT, after));
      page.rows().forEach(take);
      read += page.rows().size();
      if (!page.more() || page.rows().isEmpty()) {
        return true;
      }
      if (!wantsMoreAfter.test(read)) {
        return false;
      }
      after = Optional.of(position(page.rows().getLast(), fields));
    }
  }

  private Position position(Row row, List<FieldName> fields) {
    List<@Nullable Object> values = new ArrayList<>();
    plan.dataset().key().forEach(name -> values.add(row.value(fields.indexOf(name))));
    return new Position(values);
  }

  private static Problem tooMuch(Grouping grouping) {
    return grouping.size() > MOST_GROUPS
        ? Problem.of(
                ProblemCode.QUERY_MALFORMED,
                "these are more than " + MOST_GROUPS + " groups; group by less")
            .at("/group")
        : Problem.of(
                ProblemCode.QUERY_MALFORMED,
                "these are more than " + MOST_RECORDS + " records; narrow the filter")
            .at("/filter");
  }

  private static Problem tooFine(Aggregation rule) {
    return Problem.of(
        ProblemCode.AGGREGATE_TOO_FINE,
        "fewer than "
            + rule.k()
            + " records are behind it, or are all that it leaves out; ask for more of them"
            + " together");
  }
}
