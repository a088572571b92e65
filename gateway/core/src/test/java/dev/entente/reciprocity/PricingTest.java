package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code v = S · (max(0, T − P) + 0.2 · min(T, P) if it changed)}, cell by cell. */
class PricingTest {
  private static final Category TARGETING = new Category("targeting");
  private static final Category MARGINS = new Category("margins");
  private static final RecordKey ACME = new RecordKey(1, 1);
  private static final RecordKey BOLT = new RecordKey(2, 2);

  private final Seen seen = Seen.ofDataset();

  @Test
  void aCellPaysItsValueTheFirstTimeAndNothingAgain() {
    assertThat(price(full(5), 7)).isEqualTo("5");
    assertThat(price(full(5), 7)).isEqualTo("0");
  }

  @Test
  void aBandPaysThreeTenths() {
    assertThat(price(field(5, Form.BAND), 7)).isEqualTo("1.5");
  }

  @Test
  void aPseudonymPaysHalf() {
    assertThat(price(field(5, Form.PSEUDONYM), 7)).isEqualTo("2.5");
  }

  @Test
  void aStrongerReleasePaysTheDifference() {
    price(field(10, Form.BAND), 7);
    assertThat(price(field(10, Form.PSEUDONYM), 8)).isEqualTo("2");
    assertThat(price(full(10), 9)).isEqualTo("5");
  }

  @Test
  void aChangedCellPaysAFifthOfWhatItsReleaseIsWorth() {
    price(full(10), 7);
    assertThat(price(full(10), 8)).isEqualTo("2");
    price(field(5, Form.BAND), 1);
    assertThat(price(field(5, Form.BAND), 2)).isEqualTo("0.3");
  }

  @Test
  void acrossTwoFormsNothingCountsAsChanged() {
    price(full(10), 7);
    assertThat(price(field(10, Form.BAND), 99)).isEqualTo("0");
    assertThat(price(field(10, Form.TRUNCATE), 98)).isEqualTo("0");
  }

  @Test
  void aWeakerLookInBetweenDoesNotMakeAChangeFree() {
    price(full(10), 7);
    price(field(10, Form.BAND), 1);
    assertThat(price(full(10), 8)).isEqualTo("2");
  }

  @Test
  void aNullCellPaysNothingAndCountsAsNotSeen() {
    assertThat(price(full(5), 0)).isEqualTo("0");
    assertThat(price(full(5), 7)).isEqualTo("5");
  }

  @Test
  void theLongestPrefixThatFitsIsTaken() {
    var pricing = pricing(room(12), full(5));
    assertThat(pricing.take(ACME, new long[] {1})).isTrue();
    assertThat(pricing.take(BOLT, new long[] {1})).isTrue();
    assertThat(pricing.take(new RecordKey(3, 3), new long[] {1})).isFalse();
    assertThat(pricing.cost()).containsExactly(Map.entry(TARGETING, Amount.of(10)));
    assertThat(seen.size()).isEqualTo(2);
  }

  @Test
  void aRecordThatDoesNotFitLeavesNoTrace() {
    var pricing = pricing(room(4), full(5));
    assertThat(pricing.take(ACME, new long[] {1})).isFalse();
    assertThat(pricing.delta().bytes()).isEmpty();
    assertThat(price(full(5), 1)).isEqualTo("5");
  }

  @Test
  void whatCostsNothingPassesAlsoWhenTheRoomIsNegative() {
    price(full(5), 7);
    var pricing = pricing(room(-100), full(5));
    assertThat(pricing.take(ACME, new long[] {7})).isTrue();
    assertThat(pricing.take(BOLT, new long[] {7})).isFalse();
  }

  @Test
  void aCategoryWithAWindowIsCheckedOnItsOwn() {
    var margin = new Priced(new FieldName("margin"), MARGINS, 20, Form.FULL);
    var room = new Room(Amount.of(1000), Map.of(MARGINS, Amount.of(30)));
    var pricing = new Pricing(room, seen, PriceList.of(List.of(full(5), margin)));
    assertThat(pricing.take(ACME, new long[] {1, 1})).isTrue();
    assertThat(pricing.take(BOLT, new long[] {1, 1})).isFalse();
    assertThat(pricing.take(BOLT, new long[] {1, 0})).isTrue();
    assertThat(pricing.cost())
        .containsOnly(Map.entry(TARGETING, Amount.of(10)), Map.entry(MARGINS, Amount.of(20)));
  }

  @Test
  void theTalliesRecomputeTheCost() {
    price(field(10, Form.BAND), 7);
    var pricing = pricing(room(1000), full(10));
    pricing.take(ACME, new long[] {8});
    pricing.take(BOLT, new long[] {8});
    pricing.take(BOLT, new long[] {9});
    pricing.take(BOLT, new long[] {9});
    Tally tally = pricing.tallies().getFirst();
    assertThat(tally).isEqualTo(new Tally(1, 1, 0, 1, 1));
    assertThat(tally.cost(full(10))).isEqualTo(Amount.of(7 + 10 + 2));
    assertThat(pricing.cost()).containsExactly(Map.entry(TARGETING, Amount.of(19)));
  }

  @Test
  void aDeltaFoldsBackToTheSameMemory() {
    var fields = List.of(full(5), new Priced(new FieldName("margin"), MARGINS, 20, Form.BAND));
    var first = new Pricing(room(1000), seen, PriceList.of(fields));
    first.take(ACME, new long[] {1, 2});
    first.take(BOLT, new long[] {0, 3});
    var again = Seen.ofDataset();
    again.numbers(List.of(new FieldName("another")));
    Delta.fold(first.delta().bytes(), fields.stream().map(Priced::field).toList(), again);
    var second = new Pricing(room(0), again, PriceList.of(fields));
    assertThat(second.take(ACME, new long[] {1, 2})).isTrue();
    assertThat(second.take(BOLT, new long[] {0, 3})).isTrue();
    assertThat(second.take(BOLT, new long[] {1, 3})).isFalse();
  }

  @Test
  void aPricingThatIsUndoneLeavesTheMemoryAsItWas() {
    price(field(10, Form.BAND), 7);
    var first = pricing(room(1000), full(10));
    first.take(ACME, new long[] {8});
    first.take(BOLT, new long[] {8});
    var second = pricing(room(1000), full(10));
    second.take(BOLT, new long[] {9});
    second.take(ACME, new long[] {9});
    second.undo();
    first.undo();
    assertThat(seen.size()).isEqualTo(1);
    assertThat(price(field(10, Form.BAND), 7)).isEqualTo("0");
    assertThat(price(full(10), 8)).isEqualTo("7");
  }

  @Test
  void aDeltaThatEndsInTheMiddleIsRefused() {
    var pricing = pricing(room(1000), full(5));
    pricing.take(ACME, new long[] {1});
    byte[] delta = pricing.delta().bytes();
    List<FieldName> fields = List.of(new FieldName("field5"));
    for (int length = 1; length < delta.length; length++) {
      byte[] cut = Arrays.copyOf(delta, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Delta.fold(cut, fields, Seen.ofDataset()));
    }
  }

  private String price(Priced field, long hash) {
    var pricing = pricing(room(1_000_000), field);
    assertThat(pricing.take(ACME, new long[] {hash})).isTrue();
    return pricing.cost().get(TARGETING).toString();
  }

  private Pricing pricing(Room room, Priced field) {
    return new Pricing(room, seen, PriceList.of(List.of(field)));
  }

  private static Priced full(int value) {
    return field(value, Form.FULL);
  }

  private static Priced field(int value, Form form) {
    return new Priced(new FieldName("field" + value), TARGETING, value, form);
  }

  private static Room room(long whole) {
    return new Room(Amount.of(whole), Map.of());
  }
}
