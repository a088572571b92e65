package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;

/**
 * A contribution that was judged, and what its answer is made of.
 *
 * @param index of its entry
 * @param fates what became of its records; not copied
 * @param view where the agreement stood after it; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Sent(
    AgreementId agreement, Idempotency idempotency, long index, byte[] fates, byte[] view) {}
