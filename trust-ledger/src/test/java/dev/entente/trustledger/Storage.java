package dev.entente.trustledger;

import dev.entente.trustledger.store.PostgresStore;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.Store;

/** Where a ledger under test keeps its log. */
enum Storage {
  SQLITE {
    @Override
    Store open(StateLock lock, String database) {
      return SqliteStore.open(lock);
    }
  },
  POSTGRES {
    @Override
    Store open(StateLock lock, String database) {
      return PostgresStore.open(PostgresServer.database(database));
    }
  };

  /**
   * @param database its name, where the log is kept in one
   */
  abstract Store open(StateLock lock, String database);
}
