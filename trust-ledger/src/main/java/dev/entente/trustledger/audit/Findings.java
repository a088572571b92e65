package dev.entente.trustledger.audit;

import dev.entente.trustledger.store.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What does not hold, as it is found. */
final class Findings {
  private static final int MOST_KEPT = 1_000;

  private final List<Finding> kept = new ArrayList<>();
  private long found;

  void add(Finding finding) {
    found++;
    if (kept.size() < MOST_KEPT) {
      kept.add(finding);
    }
  }

  /** Compares a figure of an entry with what it should be. */
  void equal(long index, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      add(new Finding(index, what, shown(expected), shown(found)));
    }
  }

  private static String shown(Object figure) {
    return figure instanceof Optional<?> some
        ? some.map(Object::toString).orElse("none")
        : figure.toString();
  }

  /** Demands something of an entry. */
  void holds(boolean does, long index, String what, String expected, Object found) {
    if (!does) {
      add(new Finding(index, what, expected, shown(found)));
    }
  }

  List<Finding> kept() {
    return kept;
  }

  long found() {
    return found;
  }
}
