package dev.entente.ledger;

import java.util.Optional;

/**
 * Where two gateways' logs do not agree.
 *
 * @param name of the dispute that it opens; the same difference always has the same
 * @param about what they do not agree on
 */
public record Difference(String name, String about, Side ours, Side theirs) {
  private static final int LONGEST = 1_000;

  public Difference {
    if (name.isEmpty() || name.length() > LONGEST || about.length() > LONGEST) {
      throw new IllegalArgumentException("a difference has a name and says what it is about");
    }
  }

  /**
   * What one log says.
   *
   * @param index of the entry that says it; empty where none does
   */
  public record Side(String log, Optional<Long> index, String says) {
    public Side {
      if (log.length() > LONGEST || says.length() > LONGEST) {
        throw new IllegalArgumentException("what a log says is told in a sentence");
      }
    }
  }
}
