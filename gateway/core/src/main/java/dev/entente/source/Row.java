package dev.entente.source;

import org.jspecify.annotations.Nullable;

/**
 * One record as the source holds it, its values in the order of {@link Selection#fields()} and of
 * the Java types of {@link dev.entente.catalog.FieldType}.
 */
public final class Row {
  private final @Nullable Object[] values;

  /** Takes the array without copying it: whoever makes the row gives it away. */
  public Row(@Nullable Object... values) {
    this.values = values;
  }

  /** The value of the field at this place of the selection. */
  public @Nullable Object value(int field) {
    return values[field];
  }
}
