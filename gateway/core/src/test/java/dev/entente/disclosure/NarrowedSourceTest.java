package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Sort;
import dev.entente.problem.Unavailable;
import dev.entente.source.FakeSource;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever drops the rows, the pages are the same. */
class NarrowedSourceTest {
  private static final FieldName TICKER = new FieldName("ticker");
  private static final FieldName CITY = new FieldName("city");
  private static final FieldName MARGIN = new FieldName("margin");
  private static final FieldName SCOUT = new FieldName("scout");
  private static final Dataset DATASET = SampleTerms.terms().datasets().get(SampleTerms.ACCOUNTS);
  private static final List<String> CITIES = List.of("Ulm", "Bonn", "Kiel");

  private final Random random = new Random(20_261_126);
  private final FakeSource source = new FakeSource(List.of(TICKER));
  private final List<Integer> excluded = new ArrayList<>();

  @Test
  void pagesAreThoseOfASourceThatHasNoOtherRows() {
    records(2_500);
    for (int i = 0; i < 20; i++) {
      Filter condition = condition();
      Selection asked = asked();
      var without = new FakeSource(List.of(TICKER));
      source.records().stream().filter(row -> condition.holds(row::get)).forEach(without::add);
      List<String> expected = walk(without, asked);
      source.applying(_ -> true);
      assertThat(walk(narrowed(condition), asked)).as("applied").isEqualTo(expected);
      source.applying(_ -> false);
      assertThat(walk(narrowed(condition), asked)).as("not applied").isEqualTo(expected);
      source.applying(part -> part.comparisons().allMatch(it -> it.field().equals(SCOUT)));
      assertThat(walk(narrowed(condition), asked)).as("half applied").isEqualTo(expected);
    }
  }

  @Test
  void theLargestPageSaysWhetherRecordsFollow() {
    int most = Selection.HIGHEST_LIMIT;
    for (int count : new int[] {most, most + 1}) {
      source.clear();
      for (int i = 0; i < count; i++) {
        source.add(Map.of(TICKER, "T%06d".formatted(i), CITY, "Ulm", SCOUT, "s1"));
      }
      for (boolean applies : new boolean[] {true, false}) {
        source.applying(_ -> applies);
        Page page =
            narrowed(compare(SCOUT, Operator.EQUAL, "s1")).read(selection(most, Optional.empty()));
        assertThat(page.rows()).hasSize(most);
        assertThat(page.more()).as("%d, %s", count, applies).isEqualTo(count > most);
      }
    }
  }

  @Test
  void aSourceIsAskedForNoConditionThatItDoesNotApply() {
    records(10);
    source.applying(part -> part.comparisons().allMatch(it -> it.field().equals(SCOUT)));
    Filter scout = compare(SCOUT, Operator.EQUAL, "s1");
    narrowed(new Filter.All(List.of(scout, compare(MARGIN, Operator.LESS, 5.0))))
        .read(selection(5, Optional.empty()));

    assertThat(source.selections().getFirst().filter()).contains(new Filter.All(List.of(scout)));
  }

  @Test
  void rowsThatASourceShouldHaveDroppedAreDroppedHere() {
    records(200);
    source.ignoringFilters();
    Filter condition = compare(SCOUT, Operator.EQUAL, "s1");
    long fitting = source.records().stream().filter(row -> "s1".equals(row.get(SCOUT))).count();

    assertThat(fitting).isBetween(20L, 180L);
    assertThat(walk(narrowed(condition), selection(7, Optional.empty())))
        .filteredOn(line -> line.startsWith("T"))
        .hasSize((int) fitting);
    assertThat(excluded).as("and the alarm is told").isNotEmpty().allMatch(it -> it > 0);
  }

  @Test
  void aRowHoldsNothingButWhatWasAskedFor() {
    records(3);
    var row =
        narrowed(compare(SCOUT, Operator.NOT_EQUAL, "nobody"))
            .read(selection(3, Optional.empty()))
            .rows()
            .getFirst();

    assertThat(row.value(1)).isIn(CITIES);
    assertThatThrownBy(() -> row.value(2)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void whereNoRowFitsAPageIsEmptyAndNoneFollows() {
    records(1_500);
    for (boolean applies : new boolean[] {true, false}) {
      source.applying(_ -> applies);
      Page page = narrowed(new Filter.Any(List.of())).read(selection(10, Optional.empty()));
      assertThat(page.rows()).isEmpty();
      assertThat(page.more()).isFalse();
    }
  }

  @Test
  void readingOnEndsSomewhere() {
    int[] pages = {0};
    var endless =
        new Source() {
          @Override
          public Page read(Selection selection) {
            pages[0]++;
            var row = new Row("T", "Ulm", "s1");
            return new Page(Collections.nCopies(selection.limit(), row), true);
          }

          @Override
          public boolean applies(Filter condition) {
            return false;
          }

          @Override
          public void close() {}
        };
    var narrowed =
        new NarrowedSource(
            endless, DATASET, compare(SCOUT, Operator.EQUAL, "nobody"), excluded::add);

    assertThatThrownBy(() -> narrowed.read(selection(10, Optional.empty())))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("100000 records were read for one page, and 0 fit");
    assertThat(pages[0]).isEqualTo(100);
    assertThatThrownBy(() -> narrowed.read(selection(5_000, Optional.empty())))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("500000 records were read for one page, and 0 fit");
  }

  private void records(int count) {
    for (int i = 0; i < count; i++) {
      var row = new HashMap<FieldName, Object>();
      row.put(TICKER, "T%06d".formatted(i));
      row.put(CITY, CITIES.get(random.nextInt(3)));
      if (random.nextInt(4) > 0) {
        row.put(MARGIN, random.nextInt(100) / 10.0);
      }
      if (random.nextInt(4) > 0) {
        row.put(SCOUT, "s" + random.nextInt(3));
      }
      source.add(row);
    }
  }

  private Source narrowed(Filter condition) {
    return new NarrowedSource(source, DATASET, condition, excluded::add);
  }

  /** Such that between most and few of the rows fit. */
  private Filter condition() {
    Filter scout = compare(SCOUT, Operator.EQUAL, "s" + random.nextInt(3));
    Filter margin = compare(MARGIN, Operator.LESS, random.nextInt(100) / 10.0);
    return switch (random.nextInt(4)) {
      case 0 -> new Filter.All(List.of(scout, margin));
      case 1 -> new Filter.Any(List.of(scout, margin));
      case 2 -> new Filter.All(List.of(new Filter.All(List.of(margin)), scout.negated()));
      default -> scout;
    };
  }

  private Selection asked() {
    Optional<Filter> filter =
        random.nextBoolean()
            ? Optional.of(compare(CITY, Operator.IN, "Ulm", CITIES.get(random.nextInt(3))))
            : Optional.empty();
    List<Sort> sort =
        random.nextBoolean() ? List.of(new Sort(CITY, random.nextBoolean())) : List.of();
    return new Selection(
        List.of(TICKER, CITY), filter, sort, 100 + random.nextInt(901), Optional.empty());
  }

  private static Selection selection(int limit, Optional<Position> after) {
    return new Selection(List.of(TICKER, CITY), Optional.empty(), List.of(), limit, after);
  }

  private static Filter compare(FieldName field, Operator operator, Object... values) {
    return new Comparison(field, operator, Arrays.asList(values));
  }

  /** The tickers of all pages, with a mark where each ends. */
  private static List<String> walk(Source source, Selection asked) {
    List<String> seen = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    while (true) {
      Page page =
          source.read(
              new Selection(asked.fields(), asked.filter(), asked.sort(), asked.limit(), after));
      page.rows().forEach(row -> seen.add(row.value(0) + " " + row.value(1)));
      if (!page.more()) {
        return seen;
      }
      seen.add("after " + page.rows().size());
      var last = page.rows().getLast();
      after =
          Optional.of(
              new Position(
                  Stream.concat(
                          asked.sort().stream().map(_ -> last.value(1)), Stream.of(last.value(0)))
                      .toList()));
    }
  }
}
