package dev.entente.source;

import org.jspecify.annotations.Nullable;

/**
 * One record as the source holds it, its values in the order of {@link Selection#fields()} and of
 * the Java types of {@link dev.entente.catalog.FieldType}. The array is not copied: whoever makes
 * the row gives it away.
 */
public record Row(@Nullable Object[] values) {
  public @Nullable Object value(int field) {
    return values[field];
  }
}
