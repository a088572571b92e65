package dev.entente.disclosure;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Sort;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source as it would be without the records that a condition excludes. The source applies what it
 * can of the condition; every row is looked at here as well, and the page is read on until it is as
 * full as it would have been. So pages are the same whoever drops the rows.
 */
public final class NarrowedSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(NarrowedSource.class);

  /** Reading on for one page ends there: a condition so rarely met is for the source to apply. */
  private static final int MOST_READ = 100_000;

  /** The same of a large page, for each of its records. */
  private static final int MOST_READ_FOR_EACH = 100;

  /** Read at a time where rows are left out here. */
  private static final int SPARSE_PAGE = 1_000;

  private final Source source;
  private final Dataset dataset;
  private final Filter condition;
  private final Optional<Filter> applied;
  private final IntConsumer alarm;
  private final boolean appliesAll;

  /**
   * @param condition bound, over what the source holds
   * @param alarm told how many records the source gave that it should have left out
   */
  public NarrowedSource(Source source, Dataset dataset, Filter condition, IntConsumer alarm) {
    this.alarm = alarm;
    this.source = source;
    this.dataset = dataset;
    this.condition = condition;
    List<Filter> parts = parts(condition).toList();
    List<Filter> own = parts.stream().filter(source::applies).toList();
    this.applied = own.isEmpty() ? Optional.empty() : Optional.of(new Filter.All(own));
    this.appliesAll = own.size() == parts.size();
  }

  /** What must all hold, so that a source may apply some of it. */
  private static Stream<Filter> parts(Filter condition) {
    return condition instanceof Filter.All(List<Filter> of)
        ? of.stream().flatMap(NarrowedSource::parts)
        : Stream.of(condition);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Unavailable also if the rows that fit lie too far apart to be found without the source
   */
  @Override
  public Page read(Selection selection) {
    var reading = new Reading(selection);
    while (!reading.isDone()) {
      reading.on();
    }
    if (reading.excluded > 0) {
      alarm.accept(reading.excluded);
      LOG.warn(
          "the source of {} gave {} records that the policy excludes; held back",
          dataset.id(),
          reading.excluded);
    }
    return reading.page();
  }

  @Override
  public boolean applies(Filter filter) {
    return source.applies(filter);
  }

  @Override
  public void close() {
    source.close();
  }

  /** The reading of one page, which may take several from the source. */
  private final class Reading {
    private final Selection asked;
    private final List<FieldName> fields;
    private final List<Row> fitting = new ArrayList<>();
    private Optional<Position> after;
    private boolean more = true;
    private int read;
    private int dropped;
    private int excluded;

    Reading(Selection asked) {
      this.asked = asked;
      var all = new LinkedHashSet<>(asked.fields());
      condition.comparisons().forEach(comparison -> all.add(comparison.field()));
      this.fields = List.copyOf(all);
      this.after = asked.after();
    }

    /** That another row follows is known when it is here: the source might mean one to drop. */
    boolean isDone() {
      return !more || fitting.size() > asked.limit();
    }

    void on() {
      Page page = source.read(next());
      page.rows().forEach(this::take);
      read += page.rows().size();
      more = page.more();
      after = page.rows().stream().reduce((_, last) -> last).map(this::position);
      if (!isDone() && (after.isEmpty() || read >= mostRead())) {
        throw Unavailable.source(
            "of dataset `%s` %d records were read for one page, and %d fit the policy's condition"
                .formatted(dataset.id(), read, fitting.size()),
            null);
      }
    }

    private int mostRead() {
      return Math.max(MOST_READ, MOST_READ_FOR_EACH * asked.limit());
    }

    private Selection next() {
      Optional<Filter> filter =
          asked
              .filter()
              .map(own -> applied.<Filter>map(it -> new Filter.All(List.of(own, it))).orElse(own))
              .or(() -> applied);
      int wanted = asked.limit() + 1 - fitting.size();
      boolean dense = appliesAll && dropped == 0;
      int likely = dense ? wanted : Math.max(wanted, SPARSE_PAGE);
      return new Selection(
          fields, filter, asked.sort(), Math.min(likely, Selection.HIGHEST_LIMIT), after);
    }

    private void take(Row row) {
      Predicate<Filter> holds = filter -> filter.holds(field -> row.value(place(field)));
      if (holds.test(condition)) {
        fitting.add(cut(row));
      } else {
        dropped++;
        excluded += applied.filter(holds.negate()).isPresent() ? 1 : 0;
      }
    }

    private int place(FieldName field) {
      return fields.indexOf(field);
    }

    /** What only the condition looked at goes no further. */
    private Row cut(Row row) {
      return new Row(IntStream.range(0, asked.fields().size()).mapToObj(row::value).toArray());
    }

    private Position position(Row row) {
      List<@Nullable Object> values = new ArrayList<>();
      Stream.concat(asked.sort().stream().map(Sort::field), dataset.key().stream())
          .forEach(field -> values.add(row.value(place(field))));
      return new Position(values);
    }

    Page page() {
      boolean longer = fitting.size() > asked.limit();
      return new Page(longer ? fitting.subList(0, asked.limit()) : fitting, longer);
    }
  }
}
