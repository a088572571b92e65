package dev.entente.disclosure;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy answered: an explicit list of what is released and as what, of what is withheld and
 * why, and of which records. A field in neither list is hidden, as if it did not exist.
 */
public record Decision(
    Map<FieldName, Released> released, Map<FieldName, Withheld> withheld, Rows rows) {

  /** Why a field is not released, or not released in full. */
  public enum Because {
    STAGE,
    RECIPROCITY,
    PURPOSE,
    MILESTONE,
    AGREEMENT,
    POLICY;

    /** The reason of that name, such as {@code stage}. */
    public static Optional<Because> named(String name) {
      for (Because because : values()) {
        if (because.toString().equals(name)) {
          return Optional.of(because);
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A cause and its cure.
   *
   * @param unlock what the partner can do about it; empty only if nothing could help
   */
  public record Reason(Because because, List<String> unlock) {
    public Reason {
      unlock = List.copyOf(unlock);
    }
  }

  /** Released in this form; where more is possible, why not more. */
  public record Released(Release release, Optional<Reason> reason) {}

  /** Not released. */
  public record Withheld(Reason reason) {}

  public Decision {
    released = Map.copyOf(released);
    withheld = Map.copyOf(withheld);
    for (FieldName field : released.keySet()) {
      if (withheld.containsKey(field)) {
        throw new IllegalArgumentException("`" + field + "` is both released and withheld");
      }
    }
  }

  /** The same, of those records alone that these rows let out too. */
  public Decision and(Rows others) {
    return new Decision(released, withheld, rows.and(others));
  }
}
