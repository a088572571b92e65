package dev.entente.trustledger.store;

import dev.entente.trustledger.nonce.NonceHash;
import java.time.Instant;
import java.util.Set;

/**
 * A commit that has begun: until it ends nobody else writes to the log.
 *
 * @param size how many entries the log has
 * @param forgotten of the nonces that expired before this some may be forgotten
 * @param spentBefore which of the commit's nonces another process spent
 */
public record Begun(long size, Instant forgotten, Set<NonceHash> spentBefore) {
  public Begun {
    spentBefore = Set.copyOf(spentBefore);
  }
}
