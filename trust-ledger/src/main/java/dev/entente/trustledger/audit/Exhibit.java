package dev.entente.trustledger.audit;

import dev.entente.ledger.Entry;
import dev.entente.ledger.Event;
import dev.entente.ledger.Trust;
import dev.entente.signature.Sha256;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One entry under audit.
 *
 * @param memory the hash of what is kept beside it for the memory of cells
 * @param before what the entries before it come to
 */
record Exhibit(Findings findings, long index, Optional<Sha256> memory, Entry entry, Trust before) {

  Event event() {
    return entry.event();
  }

  /** The UTC day of the entry. */
  LocalDate day() {
    return LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
  }

  /** Compares a figure of the entry with what it should be. */
  void equal(String what, Object expected, Object found) {
    findings.equal(index(), what, expected, found);
  }

  /** Demands something of the entry. */
  void holds(boolean does, String what, String expected, Object found) {
    findings.holds(does, index(), what, expected, found);
  }
}
