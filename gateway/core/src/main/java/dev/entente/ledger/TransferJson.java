package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Doc;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/** What two logs say of each other. */
final class TransferJson {
  private TransferJson() {}

  static Map<String, Object> transfer(Transfer transfer) {
    var json = new LinkedHashMap<String, Object>();
    json.put("log", transfer.log());
    json.put("index", transfer.index());
    json.put("leaf", transfer.leaf().toString());
    json.put("value", transfer.value().decimal());
    return json;
  }

  static Transfer transfer(Doc doc) {
    return new Transfer(
        doc.at("log").text(),
        doc.at("index").count(),
        doc.at("leaf").as(Sha256::parse),
        EntryValues.amount(doc.at("value")));
  }

  static void difference(DifferenceFound found, Map<String, Object> json) {
    Difference difference = found.difference();
    json.put("agreement", found.agreement().value());
    json.put("dispute", difference.name());
    json.put("about", difference.about());
    json.put("ours", side(difference.ours()));
    json.put("theirs", side(difference.theirs()));
  }

  private static Map<String, Object> side(Difference.Side side) {
    var json = new LinkedHashMap<String, Object>();
    json.put("log", side.log());
    side.index().ifPresent(index -> json.put("index", index));
    json.put("says", side.says());
    return json;
  }

  static DifferenceFound difference(Doc doc) {
    return new DifferenceFound(
        doc.at("agreement").as(AgreementId::new),
        new Difference(
            doc.at("dispute").text(),
            doc.at("about").text(),
            side(doc.at("ours")),
            side(doc.at("theirs"))));
  }

  private static Difference.Side side(Doc doc) {
    return new Difference.Side(
        doc.at("log").text(), doc.find("index").map(Doc::count), doc.at("says").text());
  }
}
