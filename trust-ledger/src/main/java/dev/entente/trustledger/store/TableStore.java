package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import java.util.List;
import java.util.Optional;

/** A store in tables: what is read of them, whatever the database. */
interface TableStore extends Store, Tables {
  @Override
  default List<Stored> entries(AgreementId agreement, long from, long below, int limit) {
    return read(reads -> reads.entries(agreement, from, below, limit));
  }

  @Override
  default List<Stored> newest(AgreementId agreement, long below, int limit) {
    return read(reads -> reads.newest(agreement, below, limit));
  }

  @Override
  default Optional<byte[]> entry(AgreementId agreement, long index) {
    return read(reads -> reads.entry(agreement, index));
  }

  @Override
  default Optional<Sent> sent(AgreementId agreement, Idempotency idempotency) {
    return read(reads -> reads.sent(agreement, idempotency));
  }

  @Override
  default Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency) {
    return read(reads -> reads.answer(agreement, idempotency));
  }
}
