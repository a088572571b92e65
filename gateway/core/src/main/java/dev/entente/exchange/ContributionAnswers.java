package dev.entente.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Stage;
import dev.entente.contribution.Contributed;
import dev.entente.exchange.Reception.Taken;
import dev.entente.json.CellJson;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Utf8;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Fate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what became of a contribution. The answer is made of what was recorded with it, so it is the
 * same whoever comes to make it, and kept before it is sent.
 */
final class ContributionAnswers {
  private final Ledger ledger;
  private final Receipts receipts;
  private final Views views;

  ContributionAnswers(Ledger ledger, Receipts receipts, Views views) {
    this.ledger = ledger;
    this.receipts = receipts;
    this.views = views;
  }

  /**
   * Nothing is recorded that could not be answered: the answer tells the gates, by the policy.
   *
   * @throws dev.entente.problem.Unavailable if the policy does not say them now
   */
  void mustBeAble(AgreementId agreement) {
    views.withNext(Map.of(), agreement);
  }

  Answer of(Taken taken, Judged judged) {
    Received entry = entry(taken, judged);
    if (entry.request().equals(taken.sent().message())) {
      taken.keep();
    } else {
      taken.drop(); // the same was sent before, and its answer never was
    }
    byte[] answer = answer(taken, judged, entry);
    return Answer.ok(
        Answer.JSON, ledger.keep(entry.agreement(), taken.sent().idempotency(), answer));
  }

  private Received entry(Taken taken, Judged judged) {
    var stored = ledger.entries(taken.sent().agreement(), judged.index(), 1).getFirst();
    return (Received) EntryJson.read(stored.bytes()).event();
  }

  private byte[] answer(Taken taken, Judged judged, Received entry) {
    Doc view = Doc.of(Json.read(judged.view()));
    var before = new LinkedHashMap<String, Object>();
    before.put("agreement", entry.agreement().value());
    before.put("exchange", entry.exchange().value());
    var after = new LinkedHashMap<String, Object>();
    after.put("credit", judged.credit().decimal());
    after.put("standing", views.withNext(nodes(view), entry.agreement()));
    after.put(
        "receipt",
        receipts.issue(entry, judged, view.at("stage").as(Stage::new), taken.contributed().hash()));
    return Answer.joined(
        Json.write(before), records(judged.fates(), taken.contributed()), Json.write(after));
  }

  private static Map<String, JsonNode> nodes(Doc view) {
    var nodes = new LinkedHashMap<String, JsonNode>();
    view.members().forEach((name, figure) -> nodes.put(name, figure.node()));
    return nodes;
  }

  private static byte[] records(List<Credited> fates, Contributed contributed) {
    var out = new Utf8(fates.size() * 48 + 2);
    out.put('[');
    for (int i = 0; i < fates.size(); i++) {
      Credited credited = fates.get(i);
      out.put((i == 0 ? "{\"record\":" : ",{\"record\":") + i);
      out.put(",\"fate\":\"" + credited.fate() + '"');
      String because = contributed.because(i);
      if (credited.fate() == Fate.ACCEPTED) {
        out.put(",\"credit\":" + credited.credit());
      } else if (credited.fate() == Fate.INVALID && !because.isEmpty()) {
        out.put(",\"because\":");
        CellJson.write(because, out);
      }
      out.put('}');
    }
    out.put(']');
    return out.toBytes();
  }
}
