package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.TermsReader;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.Map;

/** What both sides signed. */
final class TermsJson {
  private TermsJson() {}

  static void opened(AgreementOpened opened, Map<String, Object> json) {
    json.put("agreement", opened.terms().agreement().value());
    json.put("terms-hash", opened.terms().hash().toString());
    // In the manifests' order, which canonical JSON would lose; read once so that numbers are as
    // they will be read.
    json.put("terms", Json.read(Json.write(opened.terms().document())));
    json.put("keys", opened.keys().stream().map(JWK::toJSONObject).toList());
    json.put("gateway-key", opened.gatewayKey().toJSONObject());
    json.put("signature", opened.signature());
    EntryValues.debt(opened.debt(), json);
  }

  static AgreementOpened opened(Doc doc) {
    return new AgreementOpened(
        TermsReader.read(Json.write(doc.at("terms").node())),
        doc.at("keys").items().stream().map(EntryValues::jwk).toList(),
        EntryValues.jwk(doc.at("gateway-key")),
        doc.at("signature").text(),
        EntryValues.debt(doc));
  }

  static void amended(AgreementAmended amended, Map<String, Object> json) {
    json.put("agreement", amended.terms().agreement().value());
    json.put("terms-hash", amended.terms().hash().toString());
    json.put("terms", Json.read(Json.write(amended.terms().document())));
    json.put("signature", amended.signature());
    EntryValues.signed(amended.by(), json);
  }

  static AgreementAmended amended(Doc doc) {
    return new AgreementAmended(
        TermsReader.read(Json.write(doc.at("terms").node())),
        doc.at("signature").text(),
        EntryValues.signed(doc));
  }

  static void accepted(AgreementAccepted accepted, Map<String, Object> json) {
    json.put("agreement", accepted.agreement().value());
    json.put("terms-hash", accepted.termsHash().toString());
    json.put("key", accepted.signed().key().toString());
    json.put("signature-base", accepted.signed().base());
    json.put("signature", accepted.signed().signature());
    json.put("body", accepted.signed().body());
  }

  static AgreementAccepted accepted(Doc doc) {
    return new AgreementAccepted(
        doc.at("agreement").as(AgreementId::new),
        doc.at("terms-hash").as(Sha256::parse),
        new SignedCall(
            doc.at("key").as(KeyId::parse),
            doc.at("signature-base").text(),
            doc.at("signature").text(),
            doc.at("body").text()));
  }
}
