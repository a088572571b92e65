package dev.entente.trustledger.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.operator.Succession;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signatures that both sides set under terms and their amendments. */
final class SignedTerms {
  private final String origin;
  private final Set<KeyId> gatewayKeys;
  // Our keys that signed openings.
  private final Map<AgreementId, JWK> signers = new HashMap<>();
  private final Map<KeyId, VerifyingKey> keys = new HashMap<>();
  private final Map<KeyId, JWK> successors = new HashMap<>();

  /**
   * @param gatewayKeys those that we may have signed with; none for any
   */
  SignedTerms(String origin, Set<KeyId> gatewayKeys) {
    this.origin = origin;
    this.gatewayKeys = gatewayKeys;
  }

  /** Whether it is a key of ours, by what is known from elsewhere or what was signed before. */
  boolean isOurs(KeyId key) {
    return gatewayKeys.isEmpty() || gatewayKeys.contains(key) || keys.containsKey(key);
  }

  /** The next key signs from some time on. */
  void succeeded(Succession succession) {
    successors.put(succession.nextId(), succession.next());
    remember(succession.formerId(), succession.former());
    remember(succession.nextId(), succession.next());
  }

  /** Our keys that signed openings or were rotated to, those of later ones too. */
  Keys keys() {
    return keys::get;
  }

  void opened(Exhibit at, AgreementOpened opened) {
    KeyId key = KeyId.of(opened.gatewayKey());
    at.holds(
        gatewayKeys.isEmpty() || gatewayKeys.contains(key),
        "the gateway's key",
        "one of " + gatewayKeys,
        key);
    signers.put(opened.terms().agreement(), opened.gatewayKey());
    remember(key, opened.gatewayKey());
    signed(at, opened.terms(), opened.signature(), opened.gatewayKey());
    at.equal("the debt", at.before().debt(opened.terms().partner()), opened.debt());
  }

  /** One that cannot verify anything is found with the signature of the terms. */
  private void remember(KeyId id, JWK key) {
    try {
      keys.put(id, VerifyingKey.of(key));
    } catch (IllegalArgumentException e) {
      keys.remove(id);
    }
  }

  /** By the key that signed the opening, or one that it was rotated to. */
  void amended(Exhibit at, AgreementAmended amended) {
    @Nullable JWK signer =
        signer(amended.signature())
            .map(successors::get)
            .orElse(signers.get(amended.terms().agreement()));
    if (signer != null) {
      signed(at, amended.terms(), amended.signature(), signer);
    }
  }

  /** The key that the JWS names; nothing is proved by that. */
  private static Optional<KeyId> signer(String jws) {
    try {
      return Optional.ofNullable(JWSObject.parse(jws).getHeader().getKeyID()).map(KeyId::parse);
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Ours: a JWS over {@code {"agreement", "terms-hash"}}. */
  private void signed(Exhibit at, Terms terms, String signature, JWK signer) {
    at.equal("the gateway of the terms", origin, terms.gateway());
    try {
      JWSObject jws = JWSObject.parse(signature);
      Doc payload = Doc.of(Json.read(jws.getPayload().toBytes()));
      at.equal("the agreement signed", terms.agreement().value(), payload.at("agreement").text());
      at.equal("the terms' hash signed", terms.hash().toString(), payload.at("terms-hash").text());
      boolean signed = jws.verify(new Ed25519JwsVerifier(VerifyingKey.of(signer)));
      at.holds(signed, "the gateway's signature", "made by the key " + KeyId.of(signer), "not");
    } catch (ParseException | JOSEException | IllegalArgumentException | Malformed e) {
      at.holds(
          false,
          "the gateway's signature",
          "a JWS over the terms' hash",
          String.valueOf(e.getMessage()));
    }
  }

  /** The partner's: the request that accepted what waited for it. */
  static void accepted(Exhibit at, AgreementAccepted accepted, Standing before) {
    SignedCall call = accepted.signed();
    at.equal("the terms' hash", before.awaited(), Optional.of(accepted.termsHash()));
    @Nullable JWK key = before.keys().get(call.key());
    if (key == null) {
      at.holds(false, "the key", "one of the partner's", call.key());
      return;
    }
    try {
      Map<String, String> signed = SignatureBase.lines(call.base());
      at.equal("the method signed", "POST", SignatureBase.value(signed, "@method"));
      String path = "/v1/agreements/" + accepted.agreement() + "/acceptance";
      at.holds(
          SignatureBase.value(signed, "@target-uri").endsWith(path),
          "the target signed",
          "…" + path,
          SignatureBase.value(signed, "@target-uri"));
      SignatureBase.parameters(signed, call.key());
      SignatureBase.digest(signed, call.body());
      Doc body = Doc.of(Json.read(call.body().getBytes(StandardCharsets.UTF_8)));
      at.equal(
          "the terms' hash signed", accepted.termsHash().toString(), body.at("terms-hash").text());
      boolean verified =
          VerifyingKey.of(key)
              .verify(
                  call.base().getBytes(StandardCharsets.UTF_8),
                  Base64.getUrlDecoder().decode(call.signature()));
      at.holds(verified, "the partner's signature", "made by the key " + call.key(), "not");
    } catch (IllegalArgumentException | Malformed e) {
      at.holds(
          false,
          "the partner's signature",
          "one of a request to accept",
          String.valueOf(e.getMessage()));
    }
  }
}
