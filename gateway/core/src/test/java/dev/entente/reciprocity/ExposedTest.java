package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import dev.entente.reciprocity.Exposed.Known;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was seen, told from the gains that are stored beside entries. */
class ExposedTest {
  private static final Room NO_LIMIT = new Room(Amount.LARGEST, Map.of());
  private static final List<Priced> FULL = fields(Form.FULL);
  private static final List<Priced> BAND = fields(Form.BAND);
  private static final List<Form> FORMS = Form.OF_RECORDS;
  private static final RecordKey ACME = new RecordKey(1, 1);
  private static final RecordKey BOLT = new RecordKey(2, 2);

  private final Seen seen = Seen.ofDataset();
  private final Exposed exposed = new Exposed();
  private long clock;

  private record Place(RecordKey record, FieldName field) {}

  private static final class Noted {
    private final Set<Form> forms = EnumSet.noneOf(Form.class);
    private long first = Long.MAX_VALUE;
    private long last;
  }

  private static List<Priced> fields(Form form) {
    var category = new Category("targeting");
    return List.of(
        new Priced(new FieldName("size"), category, 5, form),
        new Priced(new FieldName("city"), category, 2, form));
  }

  private Amount release(List<Priced> fields, RecordKey key, long... hashes) {
    clock++;
    var pricing = new Pricing(NO_LIMIT, seen, PriceList.of(fields));
    assertThat(pricing.take(key, hashes)).isTrue();
    Amount cost = pricing.cost().values().stream().reduce(Amount.ZERO, Amount::plus);
    assertThat(exposed.add(pricing.delta().bytes(), fields, time(clock), _ -> true))
        .isEqualTo(cost);
    return cost;
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  @Test
  void itKnowsFormsTimesAndValueOfEachCell() {
    release(BAND, ACME, 7, 7);
    release(FULL, ACME, 8, 0);
    release(FULL, ACME, 9, 0);
    assertThat(exposed.of(ACME))
        .containsExactly(
            known(5, "size", Set.of(Form.BAND, Form.FULL), 1, 3, 5000 + 1000),
            known(2, "city", Set.of(Form.BAND), 1, 1, 600));
    assertThat(exposed.of(ACME).getFirst().strongest()).isEqualTo(Form.FULL);
    assertThat(exposed.of(BOLT)).isEmpty();
  }

  private static Known known(
      int value, String name, Set<Form> forms, long first, long last, long cost) {
    Priced field = new Priced(new FieldName(name), new Category("targeting"), value, Form.FULL);
    return new Known(
        field.field(), field.category(), forms, time(first), time(last), new Amount(cost));
  }

  @Test
  void whatIsSeenAgainJustSoIsNoNews() {
    release(FULL, ACME, 7, 7);
    release(FULL, ACME, 7, 7);
    assertThat(exposed.of(ACME)).allMatch(it -> it.last().equals(time(1)));
  }

  @Test
  void afterAThousandReleasesItCostAndKnowsWhatTheyDid() {
    var random = new Random(7);
    var noted = new HashMap<Place, Noted>();
    Amount spent = Amount.ZERO;
    for (int i = 0; i < 1_000; i++) {
      List<Priced> fields = fields(FORMS.get(random.nextInt(4)));
      var key = new RecordKey(random.nextInt(5), 0);
      long[] hashes = {random.nextInt(3), random.nextInt(3)};
      spent = spent.plus(release(fields, key, hashes));
      for (int field = 0; field < 2; field++) {
        note(noted, new Place(key, fields.get(field).field()), fields.get(field), hashes[field]);
      }
    }
    Amount value = Amount.ZERO;
    int cells = 0;
    for (RecordKey key : exposed.records()) {
      for (Known known : exposed.of(key)) {
        Noted own = noted.get(new Place(key, known.field()));
        assertThat(known.forms()).isEqualTo(own.forms);
        assertThat(known.first()).isEqualTo(time(own.first));
        assertThat(known.last().toEpochMilli()).isLessThanOrEqualTo(own.last);
        value = value.plus(known.value());
        cells++;
      }
    }
    assertThat(value).isEqualTo(spent);
    assertThat(cells).isEqualTo(noted.size());
  }

  private void note(Map<Place, Noted> noted, Place place, Priced field, long hash) {
    if (hash != Cell.NONE) {
      Noted own = noted.computeIfAbsent(place, _ -> new Noted());
      own.forms.add(field.form());
      own.first = Math.min(own.first, clock);
      own.last = clock;
    }
  }

  @Test
  void twoSidesTogetherKnowWhatEachOfThemDoes() {
    release(BAND, ACME, 7, 0);
    var other = new Exposed();
    var pricing =
        new Pricing(NO_LIMIT, Seen.ofDataset(), PriceList.of(List.of(FULL.get(1), FULL.get(0))));
    assertThat(pricing.take(ACME, new long[] {3, 4})).isTrue();
    assertThat(pricing.take(BOLT, new long[] {3, 0})).isTrue();
    other.add(pricing.delta().bytes(), List.of(FULL.get(1), FULL.get(0)), time(9), _ -> true);
    exposed.add(other);
    assertThat(exposed.of(ACME))
        .containsExactly(
            known(5, "size", Set.of(Form.BAND, Form.FULL), 1, 9, 1500 + 5000),
            known(2, "city", Set.of(Form.FULL), 9, 9, 2000));
    assertThat(exposed.of(BOLT)).containsExactly(known(2, "city", Set.of(Form.FULL), 9, 9, 2000));
  }

  @Test
  void onlyTheRecordsThatAreWantedAreKept() {
    var pricing = new Pricing(NO_LIMIT, seen, PriceList.of(FULL));
    pricing.take(ACME, new long[] {1, 1});
    pricing.take(BOLT, new long[] {1, 1});
    exposed.add(pricing.delta().bytes(), FULL, time(1), BOLT::equals);
    assertThat(exposed.records()).containsExactly(BOLT);
  }

  @Test
  void bytesThatAreNoGainAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exposed.add(new byte[19], FULL, time(1), _ -> true));
  }
}
