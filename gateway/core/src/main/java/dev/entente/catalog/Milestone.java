package dev.entente.catalog;

/** Something a partner must have shown before a field opens, recorded by people. */
public record Milestone(String value) {
  public Milestone {
    value = Names.name("milestone", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
