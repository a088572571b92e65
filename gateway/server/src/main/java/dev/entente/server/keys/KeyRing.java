package dev.entente.server.keys;

import dev.entente.signature.Jwks;
import dev.entente.signature.KeyId;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key of ours through its rotations.
 *
 * @param current signs
 * @param next signs once the rotation that is under way is finished
 * @param former signed once; the newest first. What they signed is good for ever
 */
public record KeyRing(SigningKey current, Optional<SigningKey> next, List<VerifyingKey> former) {
  public KeyRing {
    former = List.copyOf(former);
  }

  /** A key that was never rotated. */
  public static KeyRing of(SigningKey key) {
    return new KeyRing(key, Optional.empty(), List.of());
  }

  /** All of them, the one that signs first. */
  public List<VerifyingKey> publicKeys() {
    var all = new ArrayList<VerifyingKey>();
    all.add(current.publicKey());
    next.map(SigningKey::publicKey).ifPresent(all::add);
    all.addAll(former);
    return all;
  }

  /** The same, as a set. */
  public Jwks jwks() {
    return Jwks.of(publicKeys().toArray(VerifyingKey[]::new));
  }

  /** Their names. */
  public List<KeyId> ids() {
    return publicKeys().stream().map(VerifyingKey::id).toList();
  }
}
