package dev.entente.disclosure;

import java.util.UUID;

/**
 * Which decision: a random UUID, as OPA's {@code decision_id}. By it the decision log, the ledger's
 * entry, the receipt and the problem that a partner was told speak of the same.
 */
public record DecisionId(UUID value) {
  public static DecisionId fresh() {
    return new DecisionId(UUID.randomUUID());
  }

  /**
   * Reads an id as it is written here: 36 characters in lower case.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static DecisionId parse(String text) {
    UUID value = UUID.fromString(text);
    if (!value.toString().equals(text)) {
      throw new IllegalArgumentException("a decision's id is a UUID in lower case");
    }
    return new DecisionId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
