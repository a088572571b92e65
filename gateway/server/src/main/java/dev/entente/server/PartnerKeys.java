package dev.entente.server;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Trust;
import dev.entente.signature.CachedKeys.Registered;
import dev.entente.signature.KeyId;
import org.jspecify.annotations.Nullable;

/** The keys that the ledger's agreements have registered. */
record PartnerKeys(Trust trust) implements Registered {
  @Override
  public @Nullable JWK find(KeyId id) {
    for (Standing standing : trust.standings()) {
      @Nullable JWK key = standing.keys().get(id);
      if (key != null) {
        return key;
      }
    }
    return null;
  }
}
