package dev.entente.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An engine over an instance of a security provider, which is not registered with the platform.
 *
 * @param ecdsa the provider's name for ECDSA over SHA-256 whose signature is r and s, 32 bytes each
 * @param checksR whether R of an Ed25519 signature must be checked to lie in the prime-order
 *     subgroup after the provider accepted it. RFC 8032's equation without the cofactor implies it
 *     for a sound key; a provider that multiplies the equation by a number of its own choice takes,
 *     for some messages, an R that is off by a point of small order
 */
record JcaEngine(Provider provider, String ecdsa, boolean checksR) implements Engine {
  @Override
  public String name() {
    return provider.getName() + " " + provider.getVersionStr();
  }

  @Override
  public Check check(Algorithm algorithm, byte[] spki) throws GeneralSecurityException {
    PublicKey key = factory(algorithm).generatePublic(new X509EncodedKeySpec(spki));
    String name = signatureName(algorithm);
    boolean full = checksR && algorithm == Algorithm.ED25519;
    return (message, signature) ->
        verifies(name, key, message, signature)
            && (!full || Ed25519.validatePublicKeyFull(signature, 0));
  }

  @Override
  public Sign sign(Algorithm algorithm, byte[] pkcs8) throws GeneralSecurityException {
    PrivateKey key = factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    String name = signatureName(algorithm);
    return message -> {
      try {
        var signing = Signature.getInstance(name, provider);
        signing.initSign(key);
        signing.update(message);
        return signing.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(name() + " cannot sign", e);
      }
    };
  }

  private boolean verifies(String name, PublicKey key, byte[] message, byte[] signature) {
    try {
      var verifying = Signature.getInstance(name, provider);
      verifying.initVerify(key);
      verifying.update(message);
      return verifying.verify(signature);
    } catch (SignatureException e) {
      return false; // the signature's bytes are not even a signature
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name() + " cannot verify", e);
    }
  }

  private KeyFactory factory(Algorithm algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(
        switch (algorithm) {
          case ED25519 -> "Ed25519";
          case ECDSA_P256_SHA256 -> "EC";
        },
        provider);
  }

  private String signatureName(Algorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> "Ed25519";
      case ECDSA_P256_SHA256 -> ecdsa;
    };
  }
}
