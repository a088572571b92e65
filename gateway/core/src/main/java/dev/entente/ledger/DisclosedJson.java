package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Doc;
import dev.entente.json.Members;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/** What went out, what was acknowledged, and what was forgiven of it. */
final class DisclosedJson {
  private DisclosedJson() {}

  /** Written member by member: no other entry is as frequent, and the ledger's writer waits. */
  static void disclosed(Disclosed disclosed, Members json) {
    json.put("agreement", disclosed.agreement().value());
    json.put("dataset", disclosed.dataset().value());
    json.put("stage", disclosed.stage().value());
    json.put("epoch", disclosed.epoch());
    json.put("policy", disclosed.policy().value());
    json.put("decision", disclosed.decision().toString());
    disclosed.purpose().ifPresent(purpose -> json.put("purpose", purpose.value()));
    json.put("key", disclosed.key().toString());
    json.put("request", disclosed.request().toString());
    Members fields = json.begin("fields");
    disclosed.fields().forEach(it -> touched(it, fields.begin(it.field().field().value())));
    fields.end();
    json.put("records", disclosed.records());
    json.put("root", disclosed.root().toString());
    json.put("value", disclosed.value().decimal());
    json.put("exposure", disclosed.exposure().decimal());
    disclosed.memory().ifPresent(memory -> json.put("memory", memory.toString()));
    disclosed.reservation().ifPresent(entry -> json.put("reservation", entry));
    disclosed.aggregate().ifPresent(shown -> ShownJson.write(shown, json.begin("aggregate")));
  }

  static Disclosed disclosed(Doc doc) {
    return new Disclosed(
        doc.at("agreement").as(AgreementId::new),
        doc.at("dataset").as(DatasetId::new),
        doc.at("stage").as(Stage::new),
        doc.at("epoch").count(),
        doc.at("policy").as(PolicyRevision::new),
        doc.at("decision").as(DecisionId::parse),
        doc.find("purpose").map(purpose -> purpose.as(Purpose::new)),
        doc.at("key").as(KeyId::parse),
        doc.at("request").as(Sha256::parse),
        doc.at("fields").members().entrySet().stream()
            .map(field -> touched(field.getKey(), field.getValue()))
            .toList(),
        doc.at("records").integer(0, Integer.MAX_VALUE),
        doc.at("root").as(Sha256::parse),
        EntryValues.amount(doc.at("value")),
        EntryValues.amount(doc.at("exposure")),
        doc.find("memory").map(memory -> memory.as(Sha256::parse)),
        doc.find("reservation").stream().mapToLong(Doc::count).findFirst(),
        doc.find("aggregate").map(ShownJson::read));
  }

  private static void touched(Touched touched, Members json) {
    json.put("category", touched.field().category().value());
    json.put("release", touched.field().form().toString());
    json.put("value", touched.field().value());
    counted("first", touched.tally().first(), json);
    counted("upgraded-from-0.3", touched.tally().upgradedFrom300(), json);
    counted("upgraded-from-0.5", touched.tally().upgradedFrom500(), json);
    counted("changed", touched.tally().changed(), json);
    counted("repeated", touched.tally().repeated(), json);
    json.end();
  }

  private static void counted(String name, long count, Members json) {
    if (count > 0) {
      json.put(name, count);
    }
  }

  private static Touched touched(String name, Doc doc) {
    return new Touched(
        new Priced(
            EntryValues.field(name, doc),
            doc.at("category").as(Category::new),
            doc.at("value").integer(1, 20),
            doc.at("release").as(Form::named)),
        new Tally(
            EntryValues.counted("first", doc),
            EntryValues.counted("upgraded-from-0.3", doc),
            EntryValues.counted("upgraded-from-0.5", doc),
            EntryValues.counted("changed", doc),
            EntryValues.counted("repeated", doc)));
  }

  static void acknowledged(Acknowledged acknowledged, Map<String, Object> json) {
    json.put("agreement", acknowledged.agreement().value());
    json.put("key", acknowledged.key().toString());
    json.put("entries", acknowledged.entries().stream().map(DisclosedJson::countersigned).toList());
  }

  private static Map<String, Object> countersigned(Countersigned signed) {
    var json = new LinkedHashMap<String, Object>();
    json.put("index", signed.index());
    json.put("acknowledgement", signed.acknowledgement());
    return json;
  }

  static Acknowledged acknowledged(Doc doc) {
    return new Acknowledged(
        doc.at("agreement").as(AgreementId::new),
        doc.at("key").as(KeyId::parse),
        doc.at("entries").items().stream()
            .map(it -> new Countersigned(it.at("index").count(), it.at("acknowledgement").text()))
            .toList());
  }

  static void forgiven(Forgiven forgiven, Map<String, Object> json) {
    json.put("agreement", forgiven.agreement().value());
    json.put("day", forgiven.day().toString());
    json.put("amount", forgiven.amount().decimal());
    json.put("exposure", forgiven.exposure().decimal());
  }

  static Forgiven forgiven(Doc doc) {
    return new Forgiven(
        doc.at("agreement").as(AgreementId::new),
        doc.at("day").as(EntryValues::day),
        EntryValues.amount(doc.at("amount")),
        EntryValues.amount(doc.at("exposure")));
  }
}
