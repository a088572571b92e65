package dev.entente.catalog;

/** Something a partner must have shown before a field opens, recorded by people. */
public record Milestone(String value) implements Comparable<Milestone> {
  public Milestone {
    value = Names.name("milestone", value);
  }

  @Override
  public String toString() {
    return value;
  }

  @Override
  public int compareTo(Milestone other) {
    return value.compareTo(other.value);
  }
}
