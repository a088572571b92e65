package dev.entente.catalog;

/** What a field is about, such as {@code margins}; windows may be set by category. */
public record Category(String value) {
  public Category {
    value = Names.name("category", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
