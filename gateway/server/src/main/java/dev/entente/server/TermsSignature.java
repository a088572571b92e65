package dev.entente.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Terms;
import dev.entente.json.Json;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.server.directory.AgreementFile;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.text.ParseException;
import java.util.LinkedHashMap;

/** Our signature under the terms that we offer: a JWS over the agreement and its terms' hash. */
final class TermsSignature {
  private static final JOSEObjectType TYPE = new JOSEObjectType("entente-terms+jwt");

  private TermsSignature() {}

  /** The opening of the agreement as its file has it, signed. */
  static AgreementOpened open(AgreementFile file, SigningKey gateway) {
    return new AgreementOpened(
        file.terms(),
        file.keys().stream().map(TermsSignature::jwk).toList(),
        jwk(gateway.publicKey()),
        sign(file.terms(), gateway));
  }

  private static String sign(Terms terms, SigningKey gateway) {
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

  private static JWK jwk(VerifyingKey key) {
    try {
      return JWK.parse(key.toJwk());
    } catch (ParseException e) {
      throw new IllegalStateException("a sound key is no JWK: " + key, e);
    }
  }
}
