package dev.entente.catalog;

/** A step of the ladder of trust, such as {@code early}; the ladder gives the order. */
public record Stage(String value) {
  public Stage {
    value = Names.name("stage", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
