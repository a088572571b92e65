package dev.entente.ledger;

import dev.entente.json.Doc;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.operator.Checkpointed;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a log went on from an older copy of itself. */
final class RecoveryJson {
  private RecoveryJson() {}

  /** What is signed inside is told once more in the open. */
  static void recovered(LogRecovered recovered, Map<String, Object> json) {
    Recovery recovery = recovered.recovery();
    json.put("at", checkpoint(recovery.recover().at()));
    json.put("lost", recovery.recover().lost().stream().map(RecoveryJson::checkpoint).toList());
    json.put("because", recovery.order().because());
    json.put("proposed-by", recovery.order().operator());
    json.put("recovery", recovery.compact());
    EntryValues.signed(recovered.by(), json);
  }

  private static Map<String, Object> checkpoint(Checkpointed checkpoint) {
    var json = new LinkedHashMap<String, Object>();
    json.put("size", checkpoint.size());
    json.put("root", checkpoint.root().toString());
    return json;
  }

  static LogRecovered recovered(Doc doc) {
    return new LogRecovered(Recovery.read(doc.at("recovery").text()), EntryValues.signed(doc));
  }

  static void consented(RecoveryConsented consented, Map<String, Object> json) {
    json.put("agreement", consented.agreement().value());
    json.put("recovery", consented.consent().recovery().toString());
    json.put("value", consented.value().decimal());
    json.put("exposure", consented.exposure().decimal());
    json.put("consent", consented.consent().compact());
  }

  static RecoveryConsented consented(Doc doc) {
    return new RecoveryConsented(
        Consent.read(doc.at("consent").text()),
        EntryValues.amount(doc.at("value")),
        EntryValues.amount(doc.at("exposure")));
  }
}
