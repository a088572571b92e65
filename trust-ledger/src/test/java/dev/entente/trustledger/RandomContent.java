package dev.entente.trustledger;

import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.trustledger.NaiveLedger.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a random walk releases and shares: a few records and values, so that many meet again. */
final class RandomContent {
  private static final List<Priced> FIELDS =
      List.of(
          Alliance.TICKER,
          Alliance.SECTOR,
          Alliance.priced("sector", "targeting", 2, Form.PSEUDONYM),
          Alliance.EMPLOYEES,
          Alliance.priced("city", "margins", 10, Form.TRUNCATE),
          Alliance.priced("city", "margins", 10, Form.FULL));

  private final Random random;
  private int step;

  RandomContent(Random random) {
    this.random = random;
  }

  void next() {
    step++;
  }

  Row row() {
    long[] values = new long[Contributions.FIELDS.size()];
    for (int f = 0; f < values.length; f++) {
      values[f] = value();
    }
    Map<Form, Long> forms = Map.of(Form.TRUNCATE, told(), Form.FULL, told());
    Fate unfit = random.nextInt(12) > 0 ? null : random.nextBoolean() ? Fate.INVALID : Fate.STALE;
    return new Row(key(), values, forms, unfit);
  }

  /** Mostly one value, so that many are repeated; 0 is null. */
  long value() {
    return random.nextInt(12) > 9 ? random.nextInt(1, 4) : random.nextInt(8) == 0 ? 0 : 7;
  }

  private long told() {
    return random.nextInt(3) == 0 ? 7 : 8;
  }

  /** One of twelve records, and with time of others. */
  long key() {
    return 1L + step / 100 + random.nextInt(12);
  }

  List<Priced> fields() {
    List<Priced> fields = new ArrayList<>();
    for (Priced field : FIELDS) {
      boolean there = fields.stream().anyMatch(it -> it.field().equals(field.field()));
      if (!there && random.nextInt(3) > 0) {
        fields.add(field);
      }
    }
    return fields;
  }
}
