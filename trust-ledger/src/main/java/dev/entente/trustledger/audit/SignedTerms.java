package dev.entente.trustledger.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Standing;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The signatures that both sides set under the terms. */
final class SignedTerms {
  private final Findings findings;
  private final long index;

  SignedTerms(Findings findings, long index) {
    this.findings = findings;
    this.index = index;
  }

  /** Ours: a JWS over {@code {"agreement", "terms-hash"}}. */
  void opened(AgreementOpened opened, String origin, Set<KeyId> gatewayKeys) {
    findings.equal(index, "the gateway of the terms", origin, opened.terms().gateway());
    KeyId key = id(opened.gatewayKey());
    findings.holds(
        gatewayKeys.isEmpty() || gatewayKeys.contains(key),
        index,
        "the gateway's key",
        "one of " + gatewayKeys,
        key);
    try {
      JWSObject jws = JWSObject.parse(opened.signature());
      Doc payload = Doc.of(Json.read(jws.getPayload().toBytes()));
      findings.equal(
          index,
          "the agreement signed",
          opened.terms().agreement().value(),
          payload.at("agreement").text());
      findings.equal(
          index,
          "the terms' hash signed",
          opened.terms().hash().toString(),
          payload.at("terms-hash").text());
      boolean signed = jws.verify(new Ed25519JwsVerifier(VerifyingKey.of(opened.gatewayKey())));
      findings.holds(signed, index, "the gateway's signature", "made by the key " + key, "not");
    } catch (ParseException | JOSEException | IllegalArgumentException | Malformed e) {
      findings.holds(
          false,
          index,
          "the gateway's signature",
          "a JWS over the terms' hash",
          String.valueOf(e.getMessage()));
    }
  }

  /** The partner's: the request that accepted them. */
  void accepted(AgreementAccepted accepted, Standing before) {
    SignedCall call = accepted.signed();
    findings.equal(index, "the terms' hash", before.termsHash(), accepted.termsHash());
    JWK key = before.keys().get(call.key());
    if (key == null) {
      findings.holds(false, index, "the key", "one of the partner's", call.key());
      return;
    }
    try {
      Map<String, String> signed = SignatureBase.lines(call.base());
      findings.equal(index, "the method signed", "POST", SignatureBase.value(signed, "@method"));
      String path = "/v1/agreements/" + accepted.agreement() + "/acceptance";
      findings.holds(
          SignatureBase.value(signed, "@target-uri").endsWith(path),
          index,
          "the target signed",
          "…" + path,
          SignatureBase.value(signed, "@target-uri"));
      SignatureBase.parameters(signed, call.key());
      SignatureBase.digest(signed, call.body());
      Doc body = Doc.of(Json.read(call.body().getBytes(StandardCharsets.UTF_8)));
      findings.equal(
          index,
          "the terms' hash signed",
          accepted.termsHash().toString(),
          body.at("terms-hash").text());
      boolean verified =
          VerifyingKey.of(key)
              .verify(
                  call.base().getBytes(StandardCharsets.UTF_8),
                  Base64.getUrlDecoder().decode(call.signature()));
      findings.holds(
          verified, index, "the partner's signature", "made by the key " + call.key(), "not");
    } catch (IllegalArgumentException | Malformed e) {
      findings.holds(
          false,
          index,
          "the partner's signature",
          "one of a request to accept",
          String.valueOf(e.getMessage()));
    }
  }

  private static KeyId id(JWK key) {
    try {
      return new KeyId(Sha256.ofBytes(key.computeThumbprint().decode()));
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
