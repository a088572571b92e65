package dev.entente.differencing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.differencing.Past.Objection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** What earlier answers say against a further one, over records that are told apart by number. */
class PastTest {
  private static final int K = 5;
  private static final int BUDGET = 1000;
  private static final FieldName EMPLOYEES = new FieldName("employees");

  private Past past = Past.NONE;
  private final List<Past> pasts = new ArrayList<>();

  /** Records from one number to the one before another. */
  private static BitSet records(int from, int to) {
    var records = new BitSet();
    records.set(from, to);
    return records;
  }

  private static BitSet without(BitSet records, int record) {
    var rest = (BitSet) records.clone();
    rest.clear(record);
    return rest;
  }

  private static Sketch sketch(BitSet records, int value) {
    var growing = new Sketch.Growing(Sketch.buckets(K));
    records.stream()
        .forEach(
            record -> {
              var random = new Random(1_000L * value + record);
              growing.add(new Random(record).nextInt(), random.nextInt());
            });
    return growing.sketch();
  }

  private static Shown of(BitSet... sets) {
    List<Sketch> sketches = new ArrayList<>();
    for (BitSet set : sets) {
      sketches.add(sketch(set, 0));
    }
    return new Shown(K, sketches, new LinkedHashMap<>());
  }

  /** What was held against some of what was told, and then against the rest. */
  private void isTheSameInTwoSteps(Shown shown, Random random) {
    Past before = pasts.isEmpty() ? Past.NONE : pasts.get(random.nextInt(pasts.size()));
    assertThat(before.against(shown, BUDGET).or(() -> past.against(shown, BUDGET, before)))
        .isEqualTo(past.against(shown, BUDGET));
  }

  private Optional<Objection> ask(Shown shown) {
    Optional<Objection> objection = past.against(shown, BUDGET);
    if (objection.isEmpty()) {
      past = past.with(shown);
      pasts.add(past);
    }
    return objection;
  }

  private void tells(BitSet... sets) {
    assertThat(ask(of(sets))).isEmpty();
  }

  private void isTooFine(BitSet... sets) {
    assertThat(ask(of(sets))).contains(Objection.TOO_FINE);
  }

  @Test
  void theDifferenceToAnEarlierAnswerIsOfNoneOrOfEnough() {
    tells(records(0, 40));
    isTooFine(records(1, 40));
    isTooFine(records(0, 41));
    isTooFine(records(4, 40));
    tells(records(5, 40));
    tells(records(0, 40));
  }

  @Test
  void aTrackerOfThreeQuestionsIsRefused() {
    tells(records(0, 20));
    tells(records(20, 40));
    isTooFine(records(0, 41));
    isTooFine(without(records(0, 40), 7));
    tells(records(0, 40));
  }

  /** What both of two have is told by their sum less what one of them has. */
  @Test
  void theOverlapOfTwoIsOfEnough() {
    tells(records(0, 21));
    tells(records(0, 41));
    isTooFine(records(20, 41));
  }

  @Test
  void theGroupsOfOneAnswerAreHeldTogetherAgainstEarlierOnes() {
    tells(records(0, 41));
    isTooFine(records(0, 20), records(20, 40), records(0, 40));
    isTooFine(records(0, 20), records(20, 40), records(41, 60));
    tells(records(0, 20), records(20, 41), records(0, 41));
  }

  /** It is of enough, also where two of its records share a bucket and so show as one. */
  @Test
  void whatIsLeftMayBeASetThatIsTold() {
    int twin = 41;
    while (bucket(twin) != bucket(40)) {
      twin++;
    }
    BitSet group = records(36, 41);
    group.clear(36);
    group.set(twin);
    BitSet all = records(0, 30);
    all.or(group);
    tells(records(0, 15));
    tells(records(15, 30), group, all);
  }

  private static int bucket(int record) {
    return new Random(record).nextInt() & 63;
  }

  @Test
  void aValueThatChangedShowsAndFewOfThemAreTooFew() {
    assertThat(ask(field(sketch(records(0, 40), 1)))).isEmpty();
    Sketch oneChanged = sketch(records(1, 40), 1).plus(sketch(records(0, 1), 2));
    assertThat(ask(field(oneChanged))).contains(Objection.TOO_FINE);
    Sketch manyChanged = sketch(records(10, 40), 1).plus(sketch(records(0, 10), 2));
    assertThat(ask(field(manyChanged))).isEmpty();
  }

  private static Shown field(Sketch values) {
    SequencedMap<FieldName, List<Sketch>> fields = new LinkedHashMap<>();
    fields.put(EMPLOYEES, List.of(values));
    return new Shown(K, List.of(sketch(records(0, 40), 0)), fields);
  }

  @Test
  void whatWasToldOfAnotherFieldSaysNothing() {
    tells(records(0, 40));
    SequencedMap<FieldName, List<Sketch>> fields = new LinkedHashMap<>();
    fields.put(EMPLOYEES, List.of(sketch(records(1, 40), 1)));
    assertThat(past.against(new Shown(K, List.of(sketch(records(0, 40), 0)), fields), BUDGET))
        .isEmpty();
  }

  @Test
  void whatTellsNothingNewTakesNothingOfTheBudget() {
    past = past.with(of(records(0, 40))).with(of(records(0, 40)));
    assertThat(past.answers()).isEqualTo(1);
    assertThat(past.against(of(records(0, 40)), 1)).isEmpty();
    assertThat(past.against(of(records(0, 20)), 1)).contains(Objection.SPENT);
    assertThat(past.against(of(records(0, 20)), 2)).isEmpty();
  }

  @Test
  void anAnswerUnderASmallerKIsHeldAgainstOneUnderALargerOne() {
    var many = new Sketch.Growing(Sketch.buckets(100));
    records(0, 40).stream()
        .forEach(it -> many.add(new Random(it).nextInt(), new Random(it).nextInt()));
    past = past.with(new Shown(100, List.of(many.sketch()), new LinkedHashMap<>()));
    isTooFine(without(records(0, 40), 3));
  }

  @Test
  void aSketchIsWrittenAsItWasRead() {
    Sketch sketch = sketch(records(0, 40), 3);
    assertThat(Sketch.parse(sketch.toString())).isEqualTo(sketch);
    assertThat(sketch.count()).isEqualTo(40);
  }

  /**
   * An adversary asks for sets that are near each other, and then solves: of any three that were
   * answered, by linear algebra, for the sum of fewer than k records.
   */
  @Test
  void noThreeAnswersEverTellOfFewerThanK() {
    int answered = 0;
    int refused = 0;
    for (int seed = 0; seed < 40; seed++) {
      past = Past.NONE;
      pasts.clear();
      var random = new Random(seed);
      List<BitSet> told = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        BitSet asked = near(told, random);
        isTheSameInTwoSteps(of(asked), random);
        if (asked.cardinality() >= K && ask(of(asked)).isEmpty()) {
          told.add(asked);
          answered++;
        } else {
          refused++;
        }
      }
      for (int a = 0; a < told.size(); a++) {
        for (int b = 0; b < a; b++) {
          for (int c = 0; c <= b; c++) {
            assertThat(isolates(told.get(a), told.get(b), told.get(c)))
                .as(told.get(a) + " " + told.get(b) + " " + told.get(c))
                .isFalse();
          }
        }
      }
    }
    assertThat(answered).isGreaterThan(400);
    assertThat(refused).isGreaterThan(1000);
  }

  /** A set at random, or one or two that were told, joined, with a record more or less. */
  private static BitSet near(List<BitSet> told, Random random) {
    if (told.isEmpty() || random.nextInt(4) == 0) {
      int from = random.nextInt(20);
      return records(from, from + K + random.nextInt(20));
    }
    var set = (BitSet) told.get(random.nextInt(told.size())).clone();
    BitSet other = told.get(random.nextInt(told.size()));
    switch (random.nextInt(3)) {
      case 0 -> set.or(other);
      case 1 -> set.andNot(other);
      default -> set.xor(other);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      set.flip(random.nextInt(40));
    }
    return set;
  }

  /**
   * Whether sums over three sets tell the sum over some 1 to k − 1 records: those that are in the
   * same of the three are told together, so they are if where they are is no combination of where
   * the others are.
   */
  private static boolean isolates(BitSet... sets) {
    int[] counts = new int[8];
    for (int record = 0; record < 64; record++) {
      int in = 0;
      for (int i = 0; i < 3; i++) {
        in |= sets[i].get(record) ? 1 << i : 0;
      }
      counts[in]++;
    }
    for (int in = 1; in < 8; in++) {
      if (counts[in] > 0 && counts[in] < K) {
        List<double[]> others = new ArrayList<>();
        for (int other = 1; other < 8; other++) {
          if (other != in && counts[other] > 0) {
            others.add(vector(other));
          }
        }
        int rank = rank(others);
        others.add(vector(in));
        if (rank(others) > rank) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] vector(int in) {
    return new double[] {in & 1, (in >> 1) & 1, (in >> 2) & 1};
  }

  private static int rank(List<double[]> rows) {
    List<double[]> left = new ArrayList<>();
    rows.forEach(row -> left.add(row.clone()));
    int rank = 0;
    for (int column = 0; column < 3; column++) {
      for (int i = rank; i < left.size(); i++) {
        if (Math.abs(left.get(i)[column]) > 1e-9) {
          double[] pivot = left.remove(i);
          left.add(rank, pivot);
          for (int j = rank + 1; j < left.size(); j++) {
            double factor = left.get(j)[column] / pivot[column];
            for (int c = 0; c < 3; c++) {
              left.get(j)[c] -= factor * pivot[c];
            }
          }
          rank++;
          break;
        }
      }
    }
    return rank;
  }
}
