package dev.entente.catalog;

/** One field to order by; nulls come last either way. */
public record Sort(FieldName field, boolean descending) {
  /** Reads {@code founded} or {@code -founded}. */
  public static Sort parse(String text) {
    return text.startsWith("-")
        ? new Sort(new FieldName(text.substring(1)), true)
        : new Sort(new FieldName(text), false);
  }

  @Override
  public String toString() {
    return descending ? "-" + field : field.toString();
  }
}
