package dev.entente.agreement;

import dev.entente.catalog.Names;
import dev.entente.signature.Sha256;
import java.time.LocalDate;

/**
 * Somebody of neither side, such as an auditor, who may read the books of one agreement.
 *
 * @param until the last day, in UTC, on which they may be read
 * @param secretHash of the {@link ReaderSecret} that the reader shows
 */
public record Reader(String name, LocalDate until, Sha256 secretHash) {
  public Reader {
    name = Names.name("reader", name);
  }
}
