package dev.entente.signature;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;

/**
 * Verifies JWS with {@code alg} {@code EdDSA} (RFC 8037 section 3.1) by a key of the house. Another
 * {@code alg}, a critical header, and a signature in a second spelling are all false.
 */
public final class Ed25519JwsVerifier extends BaseJWSProvider implements JWSVerifier {
  private final VerifyingKey key;

  /**
   * Verifies with this key.
   *
   * @throws IllegalArgumentException if the key is not Ed25519
   */
  public Ed25519JwsVerifier(VerifyingKey key) {
    super(Set.of(JWSAlgorithm.EdDSA));
    mustBeEd25519(key.algorithm());
    this.key = key;
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
    byte[] bytes = signature.decode();
    return JWSAlgorithm.EdDSA.equals(header.getAlgorithm())
        && (header.getCriticalParams() == null || header.getCriticalParams().isEmpty())
        && Base64URL.encode(bytes).equals(signature)
        && key.verify(signingInput, bytes);
  }

  static void mustBeEd25519(Algorithm algorithm) {
    if (algorithm != Algorithm.ED25519) {
      throw new IllegalArgumentException(
          "receipts are signed with Ed25519, this key is " + algorithm);
    }
  }
}
