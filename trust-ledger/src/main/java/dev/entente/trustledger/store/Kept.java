package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import java.util.Optional;

/**
 * One entry as it is kept.
 *
 * @param index its place in the log, from 0
 * @param party the agreement it belongs to, so that its entries are found; empty if it concerns all
 * @param bytes the entry's exact bytes; not copied
 * @param memory what the memory of cells gained by it, empty if nothing; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Kept(long index, Optional<AgreementId> party, byte[] bytes, byte[] memory) {}
