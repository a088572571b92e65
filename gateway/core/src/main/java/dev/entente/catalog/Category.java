package dev.entente.catalog;

/** What a field is about, such as {@code margins}; windows may be set by category. */
public record Category(String value) implements Comparable<Category> {
  public Category {
    value = Names.name("category", value);
  }

  @Override
  public String toString() {
    return value;
  }

  @Override
  public int compareTo(Category other) {
    return value.compareTo(other.value);
  }
}
