package dev.entente.differencing;

import dev.entente.catalog.FieldName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Of which sets of records one answer tells something.
 *
 * @param k of how many records each of them is at least
 * @param records the groups shown, and all of them together
 * @param fields for each field measured, the records of which a value went in: of each group that
 *     shows it, and of all these together
 */
public record Shown(int k, List<Sketch> records, SequencedMap<FieldName, List<Sketch>> fields) {
  /** So that the ledger's entry holds them: in its bytes, as they are written there. */
  public static final int MOST_BYTES = 40_000;

  public Shown {
    records = List.copyOf(records);
    var copy = new LinkedHashMap<FieldName, List<Sketch>>();
    fields.forEach((field, sets) -> copy.put(field, List.copyOf(sets)));
    fields = Collections.unmodifiableSequencedMap(copy);
  }

  /** Every set, whatever is told of it. */
  public Stream<Sketch> sets() {
    return Stream.concat(records.stream(), fields.values().stream().flatMap(List::stream));
  }

  /** Whether the ledger's entry can hold it. */
  public boolean fits() {
    return sets().mapToInt(it -> it.toString().length() + 3).sum() <= MOST_BYTES;
  }
}
