package dev.entente.trustledger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair, the same for the same name. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeyPair25519(byte[] seed, byte[] x) {
  public static KeyPair25519 named(String name) {
    byte[] seed = Sha256.hash(name.getBytes(StandardCharsets.UTF_8)).bytes();
    byte[] x = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, x, 0);
    return new KeyPair25519(seed, x);
  }

  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  public static boolean verify(byte[] x, byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, x, 0, message, 0, message.length);
  }

  public static boolean verify(JWK key, byte[] message, byte[] signature) {
    return verify(key.toOctetKeyPair().getX().decode(), message, signature);
  }

  public JWK jwk() {
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
  }

  public KeyId id() {
    try {
      return KeyId.parse(jwk().computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** As the key of the log of this name. */
  public LogKey log(String name) {
    return new LogKey(VerifierKey.of(new KeyName(name), x), this::sign, KeyPair25519::verify);
  }
}
