package dev.entente.exchange;

import dev.entente.disclosure.Rendering;
import dev.entente.exchange.Planner.Prospect;
import java.util.Optional;

/**
 * A part of an export that is here.
 *
 * @param form in which it was asked for, if not in JSON; the next one nearly always is too
 */
record Part(Prospect prospect, Optional<Rendering> form, Rendered page) {
  /** Bytes of text that a page which is kept may have. */
  static final int LARGEST = 1 << 20;

  boolean isSmall() {
    return page.records().size() <= LARGEST;
  }

  /** How the part after it is read, unless it is the last, or parts are too large to be kept. */
  Optional<Prospect> next() {
    return isSmall() && page.records().page().more()
        ? Optional.of(prospect.after(page.records().page().rows().getLast()))
        : Optional.empty();
  }
}
