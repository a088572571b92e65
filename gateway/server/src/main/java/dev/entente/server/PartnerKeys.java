package dev.entente.server;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Ledger;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.VerifyingKey;
import org.jspecify.annotations.Nullable;

/** The keys that the ledger's agreements have registered. */
record PartnerKeys(Ledger ledger) implements Keys {
  @Override
  public @Nullable VerifyingKey find(KeyId id) {
    for (Standing standing : ledger.trust().standings()) {
      JWK key = standing.keys().get(id);
      if (key != null) {
        return VerifyingKey.of(key);
      }
    }
    return null;
  }
}
