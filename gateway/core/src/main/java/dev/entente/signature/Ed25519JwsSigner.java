package dev.entente.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;

/** Signs JWS with {@code alg} {@code EdDSA} (RFC 8037 section 3.1) by a key of the house. */
public final class Ed25519JwsSigner extends BaseJWSProvider implements JWSSigner {
  private final SigningKey key;

  /**
   * Signs with this key.
   *
   * @throws IllegalArgumentException if the key is not Ed25519
   */
  public Ed25519JwsSigner(SigningKey key) {
    super(Set.of(JWSAlgorithm.EdDSA));
    Ed25519JwsVerifier.mustBeEd25519(key.algorithm());
    this.key = key;
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
    if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
      throw new JOSEException("alg must be EdDSA for this key, not " + header.getAlgorithm());
    }
    return Base64URL.encode(key.sign(signingInput));
  }
}
