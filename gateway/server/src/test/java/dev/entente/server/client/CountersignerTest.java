package dev.entente.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.Jwks;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partner signs what it received, and nothing else. */
class CountersignerTest {
  private static final SigningKey GATEWAY = SigningKey.generate();
  private static final SigningKey PARTNER = SigningKey.generate();
  private static final List<Map<String, String>> RECORDS = List.of(Map.of("ticker", "ABC"));

  private final Countersigner countersigner =
      new Countersigner(Jwks.of(GATEWAY.publicKey()), new AgreementId("orchard"), PARTNER);

  @Test
  void theReceiptOfTheseRecordsAtThisPriceIsSigned() {
    String signed = countersigner.sign(answer(RECORDS, 3, receipt(GATEWAY, "orchard")));
    assertThat(
            Acknowledgement.verified(
                    signed, Jwks.of(PARTNER.publicKey()), Jwks.of(GATEWAY.publicKey()))
                .receipt()
                .index())
        .isEqualTo(7);
  }

  @Test
  void aReceiptOfSomethingElseIsNotSigned() {
    String receipt = receipt(GATEWAY, "orchard");
    refused(answer(List.of(Map.of("ticker", "XYZ")), 3, receipt), "not of the records");
    refused(answer(RECORDS, 2, receipt), "another price");
    refused(answer(RECORDS, 3, receipt(PARTNER, "orchard")), "not in the key set");
    refused(answer(RECORDS, 3, receipt(GATEWAY, "plums")), "of the agreement plums");
  }

  private void refused(QueryAnswer answer, String because) {
    assertThatThrownBy(() -> countersigner.sign(answer))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(because);
  }

  private static QueryAnswer answer(Object records, int value, String receipt) {
    var document = new LinkedHashMap<String, Object>();
    document.put("dataset", "accounts");
    document.put("stage", "early");
    document.put("records", records);
    document.put("fields", Map.of());
    document.put(
        "reciprocity",
        Map.of("value", value, "exposure", 3, "window", 500, "remaining", 497, "limited", false));
    document.put("receipt", receipt);
    return QueryAnswer.read(new Reply.Answered(Json.write(document)));
  }

  private static String receipt(SigningKey key, String agreement) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", "halden");
    claims.put("iat", 1_763_803_200);
    claims.put("agreement", agreement);
    claims.put("log", "halden");
    claims.put("index", 7);
    claims.put("leaf", Sha256.hash().toString());
    claims.put("request", Sha256.hash().toString());
    claims.put("records", Sha256.hash(Json.canonical(RECORDS)).toString());
    claims.put("value", 3);
    claims.put("stage", "early");
    claims.put("policy", "sha256:0");
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .keyID(key.id().toString())
                .type(new JOSEObjectType("entente-receipt+jwt"))
                .build(),
            new Payload(Json.write(claims)));
    try {
      jws.sign(new Ed25519JwsSigner(key));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
    return jws.serialize();
  }
}
