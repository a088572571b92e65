package dev.entente.differencing;

import dev.entente.catalog.FieldName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an agreement was told of groups of one dataset so far. Immutable.
 *
 * @param answers how many told something new
 */
public record Past(int answers, Sets records, Map<FieldName, Sets> fields) {
  public static final Past NONE = new Past(0, Sets.NONE, Map.of());

  /** What speaks against a further answer. */
  public enum Objection {
    /** Together with earlier ones it would tell of fewer than k records. */
    TOO_FINE,
    /** It would tell something new, and enough has been told. */
    SPENT
  }

  public Past {
    fields = Map.copyOf(fields);
  }

  /**
   * What speaks against one more answer; nothing if it tells of no set that was not told of.
   *
   * @param budget how many may tell something new
   */
  public Optional<Objection> against(Shown shown, int budget) {
    return against(shown, budget, NONE);
  }

  /**
   * The same where nothing spoke against it before.
   *
   * @param checked what was told by then
   */
  public Optional<Objection> against(Shown shown, int budget, Past checked) {
    if (isRepeated(shown)) {
      return Optional.empty();
    }
    if (answers >= budget || !hasRoom(shown)) {
      return Optional.of(Objection.SPENT);
    }
    boolean fine =
        records.isolate(shown.records(), shown.k(), checked.records())
            || shown.fields().entrySet().stream()
                .anyMatch(
                    it ->
                        of(it.getKey()).isolate(it.getValue(), shown.k(), checked.of(it.getKey())));
    return fine ? Optional.of(Objection.TOO_FINE) : Optional.empty();
  }

  /** After that answer. */
  public Past with(Shown shown) {
    if (isRepeated(shown)) {
      return this;
    }
    var more = new HashMap<>(fields);
    shown.fields().forEach((field, sets) -> more.put(field, of(field).with(sets)));
    return new Past(answers + 1, records.with(shown.records()), more);
  }

  private boolean isRepeated(Shown shown) {
    return records.hasAll(shown.records())
        && shown.fields().entrySet().stream().allMatch(it -> of(it.getKey()).hasAll(it.getValue()));
  }

  private boolean hasRoom(Shown shown) {
    return records.hasRoom(shown.records())
        && shown.fields().entrySet().stream()
            .allMatch(it -> of(it.getKey()).hasRoom(it.getValue()));
  }

  private Sets of(FieldName field) {
    return fields.getOrDefault(field, Sets.NONE);
  }
}
