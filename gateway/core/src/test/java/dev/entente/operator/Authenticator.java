package dev.entente.operator;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.entente.signature.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** What an authenticator and a browser make of a challenge. Everything can be told to be wrong. */
public final class Authenticator {
  public static final String DOMAIN = "console.halden.example";

  public final ECKey key = made();
  public String type = "webauthn.get";
  public String origin = "https://" + DOMAIN;
  public String rest = "\"crossOrigin\":false";
  public String relyingParty = DOMAIN;
  public int flags = 0b101;

  private static ECKey made() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public JWK publicKey() {
    return key.toPublicJWK();
  }

  public Credential.Passkey passkey() {
    return new Credential.Passkey(publicKey(), DOMAIN);
  }

  /** The order, signed. */
  public OperatorDocument sign(UnsignedOrder order) {
    return sign(order, order.challenge());
  }

  /** The order, with a signature of that challenge. */
  public OperatorDocument sign(UnsignedOrder order, Sha256 challenge) {
    byte[] clientData = clientData(challenge);
    byte[] data = authenticatorData();
    return order.asserted(passkey(), data, clientData, signature(data, clientData));
  }

  byte[] clientData(Sha256 challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",%s}"
        .formatted(type, challenge, origin, rest)
        .getBytes(StandardCharsets.UTF_8);
  }

  byte[] authenticatorData() {
    var data = new ByteArrayOutputStream();
    data.writeBytes(Sha256.hash(relyingParty.getBytes(StandardCharsets.US_ASCII)).bytes());
    data.write(flags);
    data.writeBytes(new byte[4]);
    return data.toByteArray();
  }

  byte[] signature(byte[] data, byte[] clientData) {
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key.toECPrivateKey());
      signer.update(data);
      signer.update(Sha256.hash(clientData).bytes());
      return signer.sign();
    } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
