package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;

/**
 * The answer to a contribution, kept if none is yet.
 *
 * @param body not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Answer(AgreementId agreement, Idempotency idempotency, byte[] body) {}
