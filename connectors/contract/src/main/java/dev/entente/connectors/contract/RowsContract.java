package dev.entente.connectors.contract;

import static dev.entente.connectors.contract.Questions.compare;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.disclosure.NarrowedSource;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the port promises of a policy's conditions: rows that they exclude might as well not be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RowsContract {
  static final long SEED = 20_260_101;
  static final int RECORDS = 300;

  final Questions questions = new Questions(SEED);
  final List<@Nullable Object[]> records = Examples.records(RECORDS, SEED);
  final Source oracle = new MemorySource(Examples.dataset(), records);
  private @Nullable Source opened;

  /**
   * Opens a source that holds these records; several may be open at a time.
   *
   * @param columns the source's own names of some fields; the others have the field's
   * @param records for each its values in the order of {@link Dataset#held}, of the Java types of
   *     {@link dev.entente.catalog.FieldType}
   */
  protected abstract Source open(
      Dataset dataset, Map<FieldName, String> columns, List<@Nullable Object[]> records)
      throws Exception;

  @BeforeAll
  void openTheExamples() throws Exception {
    opened = open(Examples.dataset(), Examples.COLUMNS, records);
  }

  @AfterAll
  void closeTheExamples() {
    source().close();
  }

  final Source source() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void theOppositeOfAConditionHoldsWhereItShould() {
    for (int i = 0; i < 60; i++) {
      Filter filter = questions.anyFilter(3);
      same(questions.where(filter.negated()));
      assertThat(rows(questions.where(new Filter.All(List.of(filter, filter.negated())))))
          .as("%s and its opposite", filter)
          .isEmpty();
    }
  }

  @Test
  void aConditionMayBeOverFieldsThatAreNotRead() {
    for (int i = 0; i < 30; i++) {
      same(
          new Selection(
              List.of(Examples.ID, Examples.REGION),
              Optional.of(
                  new Filter.All(
                      List.of(
                          compare(Examples.OWNER, Operator.GREATER_OR_EQUAL, "a"),
                          questions.anyFilter(2)))),
              List.of(),
              1000,
              Optional.empty()));
    }
  }

  @Test
  void aPolicysConditionMakesTheSamePagesWhoeverAppliesIt() {
    for (int i = 0; i < 25; i++) {
      Filter condition = questions.anyFilter(2);
      var asked = questions.anySelection();
      List<List<@Nullable Object>> expected =
          questions.walk(
              new MemorySource(
                  Examples.dataset(), records.stream().filter(fits(condition)).toList()),
              asked);

      assertThat(questions.walk(narrowed(source(), condition), asked))
          .as("%s where %s", asked, condition)
          .isEqualTo(expected);
      assertThat(questions.walk(narrowed(new Unable(source()), condition), asked))
          .as("%s where %s, applied by the gateway", asked, condition)
          .isEqualTo(expected);
    }
  }

  @Test
  void whatRowsHoldThatAPolicyExcludesChangesNothing() throws Exception {
    Filter condition = compare(Examples.OWNER, Operator.NOT_IN, "a", "b", "0");
    List<@Nullable Object[]> others = new ArrayList<>(Examples.records(2 * RECORDS, SEED + 1));
    others.removeIf(fits(condition));
    others.removeIf(record -> (Long) record[place(Examples.ID)] < RECORDS);
    List<@Nullable Object[]> changed =
        new ArrayList<>(records.stream().filter(fits(condition)).toList());
    assertThat(changed).hasSizeBetween(RECORDS / 4, RECORDS - RECORDS / 4);
    assertThat(others).hasSizeGreaterThan(RECORDS / 4);
    changed.addAll(others);

    try (Source other = open(Examples.dataset(), Examples.COLUMNS, changed)) {
      for (int i = 0; i < 20; i++) {
        var asked = questions.anySelection();
        assertThat(questions.walk(narrowed(other, condition), asked))
            .as("%s", asked)
            .isEqualTo(questions.walk(narrowed(source(), condition), asked));
      }
    }
  }

  private static Source narrowed(Source source, Filter condition) {
    return new NarrowedSource(source, Examples.dataset(), condition, _ -> {});
  }

  private static Predicate<@Nullable Object[]> fits(Filter condition) {
    return record -> condition.holds(field -> record[place(field)]);
  }

  private static int place(FieldName field) {
    return List.copyOf(Examples.dataset().held().keySet()).indexOf(field);
  }

  final void same(Selection selection) {
    Page expected = oracle.read(selection);
    Page found = source().read(selection);

    assertThat(Questions.written(found, selection.fields().size()))
        .as("%s", selection)
        .isEqualTo(Questions.written(expected, selection.fields().size()));
    assertThat(found.more()).as("more of %s", selection).isEqualTo(expected.more());
  }

  final List<List<@Nullable Object>> rows(Selection selection) {
    return Questions.written(source().read(selection), selection.fields().size());
  }

  /** A source that leaves conditions to the gateway. */
  private record Unable(Source source) implements Source {
    @Override
    public Page read(Selection selection) {
      return source.read(selection);
    }

    @Override
    public boolean applies(Filter condition) {
      return false;
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
