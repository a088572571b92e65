package dev.entente.contribution;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.signature.Sha256;

/**
 * The port to where what partners shared waits for its owner. Thread-safe.
 *
 * <p>A parcel is held before the ledger's step and kept after it, so that nothing is credited that
 * is not here. What was held when the process ended is kept or dropped when it starts again, by
 * what the ledger says of its request.
 */
public interface Inbox {
  /**
   * Begins a parcel.
   *
   * @param request the hash of the request's signature base, by which the ledger's entry names it
   */
  Parcel open(AgreementId agreement, ExchangeId exchange, Sha256 request);

  /** The records of one request: first added, then held, then kept or dropped. Not thread-safe. */
  interface Parcel {
    /**
     * Adds a line of JSON, without its end.
     *
     * @throws dev.entente.problem.Unavailable if there is no room for it
     */
    void add(byte[] line);

    /**
     * Makes what was added durable.
     *
     * @throws dev.entente.problem.Unavailable if it cannot
     */
    void hold();

    /** Gives it to the owner: it was recorded. */
    void keep();

    /** Takes it back: it was not recorded, or had been before. At any time before it is kept. */
    void drop();
  }
}
