package dev.entente.governance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.entente.agreement.Terms;
import dev.entente.json.Json;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.SigningKey;
import java.util.LinkedHashMap;

/** Our signature under terms that we offer: a JWS over the agreement and the terms' hash. */
public final class TermsSignature {
  private static final JOSEObjectType TYPE = new JOSEObjectType("entente-terms+jwt");

  private TermsSignature() {}

  /**
   * Signs the terms.
   *
   * @param gateway our key, Ed25519
   */
  public static String of(Terms terms, SigningKey gateway) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("agreement", terms.agreement().value());
    claims.put("terms-hash", terms.hash().toString());
    var header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(gateway.id().toString()).type(TYPE).build();
    var jws = new JWSObject(header, new Payload(Json.write(claims)));
    try {
      jws.sign(new Ed25519JwsSigner(gateway));
    } catch (JOSEException e) {
      throw new IllegalStateException("the gateway's key does not sign", e);
    }
    return jws.serialize();
  }
}
