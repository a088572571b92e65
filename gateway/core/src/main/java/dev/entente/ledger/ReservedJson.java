package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Doc;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Voided;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Held;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was set aside, and what of it was given back. */
final class ReservedJson {
  private ReservedJson() {}

  static void reserved(Reserved reserved, Map<String, Object> json) {
    json.put("agreement", reserved.agreement().value());
    json.put("dataset", reserved.dataset().value());
    json.put("stage", reserved.stage().value());
    json.put("epoch", reserved.epoch());
    json.put("policy", reserved.policy().value());
    json.put("key", reserved.key().toString());
    json.put("request", reserved.request().toString());
    json.put("records", reserved.records());
    json.put("amount", reserved.amount().total().decimal());
    var categories = new LinkedHashMap<String, Object>();
    reserved
        .amount()
        .categories()
        .forEach((category, amount) -> categories.put(category.value(), amount.decimal()));
    json.put("categories", categories);
    json.put("until", reserved.until().toString());
  }

  static Reserved reserved(Doc doc) {
    return new Reserved(
        doc.at("agreement").as(AgreementId::new),
        doc.at("dataset").as(DatasetId::new),
        doc.at("stage").as(Stage::new),
        doc.at("epoch").count(),
        doc.at("policy").as(PolicyRevision::new),
        doc.at("key").as(KeyId::parse),
        doc.at("request").as(Sha256::parse),
        doc.at("records").integer(1, Integer.MAX_VALUE),
        held(doc),
        doc.at("until").as(EntryValues::time));
  }

  private static Held held(Doc doc) {
    var categories = new LinkedHashMap<Category, Amount>();
    doc.at("categories")
        .members()
        .forEach(
            (name, amount) ->
                categories.put(
                    EntryValues.named(Category::new, name, amount), EntryValues.amount(amount)));
    return new Held(EntryValues.amount(doc.at("amount")), categories);
  }

  static void voided(Voided voided, Map<String, Object> json) {
    json.put("agreement", voided.agreement().value());
    json.put("reservation", voided.reservation());
  }

  static Voided voided(Doc doc) {
    return new Voided(doc.at("agreement").as(AgreementId::new), doc.at("reservation").count());
  }
}
