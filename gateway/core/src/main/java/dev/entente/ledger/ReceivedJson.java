package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Rounds;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeId;
import dev.entente.json.Doc;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What came in, what of it proved false, and what rounds came to. */
final class ReceivedJson {
  private ReceivedJson() {}

  static void received(Received received, Map<String, Object> json) {
    json.put("agreement", received.agreement().value());
    json.put("exchange", received.exchange().value());
    json.put("key", received.key().toString());
    json.put("request", received.request().toString());
    var fields = new LinkedHashMap<String, Object>();
    received.fields().forEach(f -> fields.put(f.field().field().value(), counted(f)));
    json.put("fields", fields);
    var fates = new LinkedHashMap<String, Object>();
    received.fates().forEach((fate, records) -> fates.put(fate.toString(), records));
    json.put("records", fates);
    json.put("earning", received.earning());
    json.put("root", received.root().toString());
    credits(received.credits(), json);
    json.put("exposure", received.exposure().decimal());
    received.memory().ifPresent(memory -> json.put("memory", memory.toString()));
    received.transfer().ifPresent(it -> json.put("transfer", TransferJson.transfer(it)));
  }

  static Received received(Doc doc) {
    return new Received(
        doc.at("agreement").as(AgreementId::new),
        doc.at("exchange").as(ExchangeId::new),
        doc.at("key").as(KeyId::parse),
        doc.at("request").as(Sha256::parse),
        doc.at("fields").members().entrySet().stream()
            .map(field -> counted(field.getKey(), field.getValue()))
            .toList(),
        fates(doc.at("records")),
        doc.at("earning").count(),
        doc.at("root").as(Sha256::parse),
        credits(doc),
        EntryValues.amount(doc.at("exposure")),
        doc.find("memory").map(memory -> memory.as(Sha256::parse)),
        doc.find("transfer").map(TransferJson::transfer));
  }

  private static SequencedMap<Fate, Long> fates(Doc doc) {
    var fates = new LinkedHashMap<Fate, Long>();
    doc.members()
        .forEach(
            (name, records) ->
                fates.put(EntryValues.named(Fate::named, name, records), records.count()));
    return fates;
  }

  private static Map<String, Object> counted(Counted counted) {
    var json = new LinkedHashMap<String, Object>();
    json.put("category", counted.field().category().value());
    json.put("value", counted.field().value());
    EntryValues.counted("first", counted.intake().first(), json);
    EntryValues.counted("changed", counted.intake().changed(), json);
    EntryValues.counted("repeated", counted.intake().repeated(), json);
    EntryValues.counted("echoed", counted.intake().echoed(), json);
    return json;
  }

  private static Counted counted(String name, Doc doc) {
    return new Counted(
        new Earning(
            EntryValues.field(name, doc),
            doc.at("category").as(Category::new),
            doc.at("value").integer(0, 20)),
        new Intake(
            EntryValues.counted("first", doc),
            EntryValues.counted("changed", doc),
            EntryValues.counted("repeated", doc),
            EntryValues.counted("echoed", doc)));
  }

  /** Both together: the second is less where the window was full. */
  private static void credits(Credits credits, Map<String, Object> json) {
    credit(credits.total(), json);
    var categories = new LinkedHashMap<String, Object>();
    credits
        .categories()
        .forEach(
            (category, credit) -> {
              var part = new LinkedHashMap<String, Object>();
              credit(credit, part);
              categories.put(category.value(), part);
            });
    json.put("categories", categories);
  }

  private static void credit(Credit credit, Map<String, Object> json) {
    json.put("credit", credit.earned().decimal());
    json.put("counted", credit.counted().decimal());
  }

  private static Credits credits(Doc doc) {
    var categories = new LinkedHashMap<Category, Credit>();
    doc.at("categories")
        .members()
        .forEach(
            (name, part) ->
                categories.put(EntryValues.named(Category::new, name, part), credit(part)));
    return new Credits(credit(doc), categories);
  }

  private static Credit credit(Doc doc) {
    try {
      return new Credit(
          EntryValues.amount(doc.at("credit")), EntryValues.amount(doc.at("counted")));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  static void reversed(Reversed reversed, Map<String, Object> json) {
    json.put("agreement", reversed.agreement().value());
    json.put("entry", reversed.entry());
    credits(reversed.credits(), json);
    json.put("exposure", reversed.exposure().decimal());
    EntryValues.signed(reversed.by(), json);
  }

  static Reversed reversed(Doc doc) {
    return new Reversed(
        doc.at("agreement").as(AgreementId::new),
        doc.at("entry").count(),
        credits(doc),
        EntryValues.amount(doc.at("exposure")),
        EntryValues.signed(doc));
  }

  static void roundClosed(RoundClosed closed, Map<String, Object> json) {
    Rounds.Closed round = closed.round();
    json.put("agreement", closed.agreement().value());
    json.put("round", round.number());
    json.put("from", round.from().toString());
    json.put("to", round.to().toString());
    json.put("given", round.given().decimal());
    json.put("received", round.received().decimal());
    round.move().ifPresent(move -> json.put("matched", move == Move.COOPERATE));
    json.put("verdict", round.verdict().toString());
  }

  static RoundClosed roundClosed(Doc doc) {
    return new RoundClosed(
        doc.at("agreement").as(AgreementId::new),
        new Rounds.Closed(
            doc.at("round").integer(1, Integer.MAX_VALUE),
            doc.at("from").as(EntryValues::day),
            doc.at("to").as(EntryValues::day),
            EntryValues.amount(doc.at("given")),
            EntryValues.amount(doc.at("received")),
            doc.find("matched").map(it -> it.bool() ? Move.COOPERATE : Move.DEFECT),
            doc.at("verdict").as(Verdict::named)));
  }
}
