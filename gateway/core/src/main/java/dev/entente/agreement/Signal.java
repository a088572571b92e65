package dev.entente.agreement;

import dev.entente.catalog.Names;
import dev.entente.reciprocity.Amount;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A costly act by which a side shows that it means the partnership, such as a dedicated team or an
 * exclusive launch. What costs nothing shows nothing (Spence 1973).
 *
 * @param cost in whole units of the currency that the parties use; above 0
 * @param bearer whose cost it is
 * @param until the last day on which it counts; empty for ever
 */
public record Signal(String name, Amount cost, Bearer bearer, Optional<LocalDate> until) {
  /** Who bears a signal's cost. */
  public enum Bearer {
    OURS,
    THEIRS,
    /** Both sides stake something; else the signal is unmatched. */
    MUTUAL;

    /** The bearer of that name, such as {@code theirs}. */
    public static Bearer named(String name) {
      return Arrays.stream(values())
          .filter(bearer -> bearer.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "`"
                          + name
                          + "` bears no cost; those who do are "
                          + Arrays.toString(values())));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Signal {
    name = Names.name("signal", name);
    if (!cost.isPositive()) {
      throw new IllegalArgumentException("a signal has a cost above 0: what is free shows nothing");
    }
  }

  /** Whether it counts on that day. */
  public boolean holds(LocalDate day) {
    return until.map(last -> !last.isBefore(day)).orElse(true);
  }
}
