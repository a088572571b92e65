package dev.entente.agreement;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What both sides signed, the keys they sign with, and what one of them proposes instead.
 *
 * @param terms those in force
 * @param keys the partner's public keys
 * @param amendment what we signed and the partner has not accepted yet
 */
public record Contract(
    Terms terms, Sha256 termsHash, SequencedMap<KeyId, JWK> keys, Optional<Amendment> amendment) {

  /**
   * Other terms for the same agreement.
   *
   * @param entry the index of the entry that proposed them
   */
  public record Amendment(long entry, Terms terms, Sha256 hash) {}

  public Contract {
    keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
  }

  public Contract proposing(Amendment amended) {
    return new Contract(terms, termsHash, keys, Optional.of(amended));
  }

  /** The amendment is in force now. */
  public Contract amended() {
    Amendment accepted = amendment.orElseThrow();
    return new Contract(accepted.terms(), accepted.hash(), keys, Optional.empty());
  }

  public Contract with(KeyId id, JWK key) {
    var more = new LinkedHashMap<>(keys);
    more.put(id, key);
    return new Contract(terms, termsHash, more, amendment);
  }

  public Contract without(KeyId id) {
    var fewer = new LinkedHashMap<>(keys);
    fewer.remove(id);
    return new Contract(terms, termsHash, fewer, amendment);
  }
}
