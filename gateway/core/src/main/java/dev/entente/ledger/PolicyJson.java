package dev.entente.ledger;

import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Doc;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.operator.OperatorDocument;
import dev.entente.signature.KeyId;
import java.util.Map;

/** An activated policy as members of its entry. */
final class PolicyJson {
  private PolicyJson() {}

  static void activated(PolicyActivated activated, Map<String, Object> json) {
    json.put("policy", activated.policy().value());
    if (!activated.revision().equals(BundleRevision.NONE)) {
      json.put("revision", activated.revision().text());
    }
    activated.signer().ifPresent(key -> json.put("signer", key.toString()));
    activated.by().ifPresent(document -> EntryValues.signed(document, json));
  }

  static PolicyActivated activated(Doc doc) {
    return new PolicyActivated(
        doc.at("policy").as(PolicyRevision::new),
        doc.find("revision").map(it -> it.as(BundleRevision::new)).orElse(BundleRevision.NONE),
        doc.find("signer").map(it -> it.as(KeyId::parse)),
        doc.find("document").map(it -> OperatorDocument.parse(it.text())));
  }
}
