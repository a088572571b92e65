package dev.entente.connectors.contract;

import static dev.entente.connectors.contract.Questions.compare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Sort;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the port promises, as tests: a connector's test extends this and says how a source that
 * holds given records is opened. Answers are compared with {@link MemorySource}, which does the
 * same in the plainest way.
 */
public abstract class SourceContract extends RowsContract {
  @Test
  void aRowHoldsTheFieldsInTheOrderAskedFor() {
    List<FieldName> backwards = new ArrayList<>(questions.everyField());
    Collections.reverse(backwards);
    same(new Selection(backwards, Optional.empty(), List.of(), 1000, Optional.empty()));
  }

  @Test
  void onlyTheFieldsAskedForAreRead() {
    same(
        new Selection(
            List.of(Examples.ID, Examples.REGION),
            Optional.of(compare(Examples.TEXT, Operator.GREATER, "a")),
            List.of(),
            1000,
            Optional.empty()));
  }

  @Test
  void everyOperatorHoldsForEveryTypeAsItShould() {
    questions.everyComparison().forEach(comparison -> same(questions.where(comparison)));
  }

  @Test
  void nullMatchesNothingNotEvenNotEqual() {
    var equal = compare(Examples.TEXT, Operator.IN, "a", "b");
    var different = compare(Examples.TEXT, Operator.NOT_IN, "a", "b");
    int place = questions.everyField().indexOf(Examples.TEXT);
    long nulls = records.stream().filter(record -> record[place] == null).count();

    assertThat(nulls).isPositive();
    assertThat(rows(questions.where(equal)).size() + rows(questions.where(different)).size())
        .isEqualTo(RECORDS - (int) nulls);
    assertThat(rows(questions.where(compare(Examples.TEXT, Operator.NOT_EQUAL, "nowhere"))))
        .hasSize(RECORDS - (int) nulls);
  }

  @Test
  void conditionsNest() {
    for (int i = 0; i < 60; i++) {
      same(questions.where(questions.anyFilter(4)));
    }
  }

  @Test
  void aConditionOfNoPartsHoldsForAllOrForNothing() {
    same(questions.where(new Filter.All(List.of())));
    same(questions.where(new Filter.Any(List.of())));
  }

  @Test
  void theKeyGivesTheOrderWhereNothingElseDoes() {
    same(questions.everything());
  }

  @Test
  void nullsComeLastEitherWay() {
    for (FieldName field : questions.everyField()) {
      same(questions.by(new Sort(field, false)));
      same(questions.by(new Sort(field, true)));
    }
  }

  @Test
  void textsAreOrderedByCodePoint() {
    int place = questions.everyField().indexOf(Examples.REGION);
    List<Object> regions =
        rows(questions.everything()).stream().map(row -> row.get(place)).distinct().toList();

    assertThat(regions)
        .containsSubsequence("0", "00", "A", "a", "ab", "b", "e\u0301", "é", "\uE000", "\uFFFD")
        .containsSubsequence("\uFFFD", "😀", "😀a");
  }

  @Test
  void pagesWalkEveryRecordOnceAndInOrder() {
    for (int i = 0; i < 25; i++) {
      Optional<Filter> filter = i % 3 == 0 ? Optional.of(questions.anyFilter(2)) : Optional.empty();
      var all =
          new Selection(
              questions.everyField(), filter, questions.anySort(), 1000, Optional.empty());
      int limit = 5 + questions.anyLimit(60);

      assertThat(questions.walk(source(), Questions.limited(all, limit)))
          .as("%s by %d", all, limit)
          .isEqualTo(Questions.written(oracle.read(all), all.fields().size()));
    }
  }

  @Test
  void aPageSaysWhetherRecordsFollow() {
    for (int limit : List.of(1, RECORDS - 1, RECORDS, RECORDS + 1, 1000)) {
      Page page = source().read(Questions.limited(questions.everything(), limit));

      assertThat(page.rows()).hasSize(Math.min(limit, RECORDS));
      assertThat(page.more()).as("more after %d", limit).isEqualTo(limit < RECORDS);
    }
  }

  @Test
  void hostileTextsAreOnlyTexts() {
    for (String text : Examples.HOSTILE) {
      var found = rows(questions.where(compare(Examples.TEXT, Operator.EQUAL, text)));

      assertThat(found).as(text).hasSize(1);
      same(questions.where(compare(Examples.TEXT, Operator.LESS, text)));
    }
    same(questions.where(compare(Examples.TEXT, Operator.IN, Examples.HOSTILE.toArray())));
    same(questions.everything());
  }

  @Test
  void aThousandValuesAreTaken() {
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < 1000; i++) {
      values.add(i * 3);
    }
    same(questions.where(new Filter.Comparison(Examples.ID, Operator.IN, values)));
    same(questions.where(new Filter.Comparison(Examples.ID, Operator.NOT_IN, values)));
  }

  @Test
  void whatIsNotTouchedChangesNothing() throws Exception {
    var touched = List.of(Examples.REGION, Examples.ID, Examples.TEXT);
    List<@Nullable Object[]> others = Examples.records(RECORDS, SEED + 1);
    List<@Nullable Object[]> changed = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      @Nullable Object[] record = others.get(i).clone();
      for (FieldName field : touched) {
        int place = questions.everyField().indexOf(field);
        record[place] = records.get(i)[place];
      }
      changed.add(record);
    }
    var selection =
        new Selection(
            touched,
            Optional.of(compare(Examples.TEXT, Operator.GREATER, "A")),
            List.of(new Sort(Examples.TEXT, true)),
            7,
            Optional.empty());

    try (Source other = open(Examples.dataset(), Examples.COLUMNS, changed)) {
      assertThat(Questions.written(other.read(questions.everything()), 10))
          .isNotEqualTo(rows(questions.everything()));
      assertThat(questions.walk(other, selection)).isEqualTo(questions.walk(source(), selection));
    }
  }

  @Test
  void sixteenReadersDisturbNobody() throws Exception {
    List<Selection> asked = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asked.add(Questions.limited(questions.by(questions.anySort().toArray(Sort[]::new)), 20));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (Selection selection : asked) {
        readers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 10; n++) {
                    same(selection);
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  @Test
  void aSourceWithoutRecordsHasAnEmptyPage() throws Exception {
    try (Source empty = open(Examples.dataset(), Examples.COLUMNS, List.of())) {
      Page page = empty.read(questions.everything());

      assertThat(page.rows()).isEmpty();
      assertThat(page.more()).isFalse();
    }
  }

  @Test
  void aRecordWithALongerKeyThanMayBeIsLeftOut() throws Exception {
    int place = questions.everyField().indexOf(Examples.REGION);
    List<@Nullable Object[]> two = Examples.records(2, SEED);
    two.get(0)[place] = "k".repeat(Source.LONGEST_KEY);
    two.get(1)[place] = "k".repeat(Source.LONGEST_KEY + 1);

    try (Source bounded = open(Examples.dataset(), Examples.COLUMNS, two);
        Source one = new MemorySource(Examples.dataset(), two.subList(0, 1))) {
      assertThat(Questions.written(bounded.read(questions.everything()), 10))
          .isEqualTo(Questions.written(one.read(questions.everything()), 10))
          .hasSize(1);
    }
  }

  @Test
  void aClosedSourceIsUnavailable() throws Exception {
    Source closed = open(Examples.dataset(), Examples.COLUMNS, records);
    closed.close();

    assertThatThrownBy(() -> closed.read(questions.everything())).isInstanceOf(Unavailable.class);
  }
}
