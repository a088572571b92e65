package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry's bytes: compact JSON in a fixed order. What does not write the same is not read. */
public final class EntryJson {
  /** The largest entry that the log takes, in bytes. */
  public static final int LARGEST = 65_535;

  private EntryJson() {}

  /**
   * The entry's exact bytes.
   *
   * @throws IllegalArgumentException if they would be more than {@link #LARGEST}
   */
  public static byte[] write(Entry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("kind", kind(entry.event()));
    json.put("time", entry.time().toString());
    json.put("salt", entry.salt().toString());
    switch (entry.event()) {
      case AgreementOpened opened -> opened(opened, json);
      case AgreementAccepted accepted -> accepted(accepted, json);
      case PolicyActivated(PolicyRevision policy) -> json.put("policy", policy.value());
      case Disclosed disclosed -> disclosed(disclosed, json);
      case Forgiven forgiven -> forgiven(forgiven, json);
    }
    byte[] bytes = Json.write(json);
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "an entry has at most " + LARGEST + " bytes, this would have " + bytes.length);
    }
    return bytes;
  }

  /**
   * Reads an entry's bytes.
   *
   * @throws Malformed if they are not exactly what {@link #write} writes
   */
  public static Entry read(byte[] bytes) {
    try {
      Entry entry = entry(Doc.of(Json.read(bytes)));
      if (!Arrays.equals(bytes, write(entry))) {
        throw new Malformed("", "the entry is not written as this program writes it");
      }
      return entry;
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "no entry: " + e.getMessage());
    }
  }

  private static Entry entry(Doc doc) {
    return new Entry(
        doc.at("time").as(EntryJson::time), doc.at("salt").as(Salt::parse), event(doc));
  }

  private static String kind(Event event) {
    return switch (event) {
      case AgreementOpened _ -> "agreement.opened";
      case AgreementAccepted _ -> "agreement.accepted";
      case PolicyActivated _ -> "policy.activated";
      case Disclosed _ -> "disclosed";
      case Forgiven _ -> "forgiven";
    };
  }

  private static Event event(Doc doc) {
    return switch (doc.at("kind").text()) {
      case "agreement.opened" -> opened(doc);
      case "agreement.accepted" -> accepted(doc);
      case "policy.activated" -> new PolicyActivated(doc.at("policy").as(PolicyRevision::new));
      case "disclosed" -> disclosed(doc);
      case "forgiven" -> forgiven(doc);
      default -> throw doc.at("kind").malformed("an entry of a kind that this program knows");
    };
  }

  private static void opened(AgreementOpened opened, Map<String, Object> json) {
    json.put("agreement", opened.terms().agreement().value());
    json.put("terms-hash", opened.terms().hash().toString());
    // In the manifests' order, which canonical JSON would lose; read once so that numbers are as
    // they will be read.
    json.put("terms", Json.read(Json.write(opened.terms().document())));
    json.put("keys", opened.keys().stream().map(JWK::toJSONObject).toList());
    json.put("gateway-key", opened.gatewayKey().toJSONObject());
    json.put("signature", opened.signature());
  }

  private static AgreementOpened opened(Doc doc) {
    return new AgreementOpened(
        TermsReader.read(Json.write(doc.at("terms").node())),
        doc.at("keys").items().stream().map(EntryJson::jwk).toList(),
        jwk(doc.at("gateway-key")),
        doc.at("signature").text());
  }

  private static void accepted(AgreementAccepted accepted, Map<String, Object> json) {
    json.put("agreement", accepted.agreement().value());
    json.put("terms-hash", accepted.termsHash().toString());
    json.put("key", accepted.signed().key().toString());
    json.put("signature-base", accepted.signed().base());
    json.put("signature", accepted.signed().signature());
    json.put("body", accepted.signed().body());
  }

  private static AgreementAccepted accepted(Doc doc) {
    return new AgreementAccepted(
        doc.at("agreement").as(AgreementId::new),
        doc.at("terms-hash").as(Sha256::parse),
        new SignedCall(
            doc.at("key").as(KeyId::parse),
            doc.at("signature-base").text(),
            doc.at("signature").text(),
            doc.at("body").text()));
  }

  private static void disclosed(Disclosed disclosed, Map<String, Object> json) {
    json.put("agreement", disclosed.agreement().value());
    json.put("dataset", disclosed.dataset().value());
    json.put("stage", disclosed.stage().value());
    json.put("epoch", disclosed.epoch());
    json.put("policy", disclosed.policy().value());
    disclosed.purpose().ifPresent(purpose -> json.put("purpose", purpose.value()));
    json.put("key", disclosed.key().toString());
    json.put("request", disclosed.request().toString());
    var fields = new LinkedHashMap<String, Object>();
    disclosed.fields().forEach(f -> fields.put(f.field().field().value(), touched(f)));
    json.put("fields", fields);
    json.put("records", disclosed.records());
    json.put("root", disclosed.root().toString());
    json.put("value", disclosed.value().decimal());
    json.put("exposure", disclosed.exposure().decimal());
    disclosed.memory().ifPresent(memory -> json.put("memory", memory.toString()));
  }

  private static Disclosed disclosed(Doc doc) {
    return new Disclosed(
        doc.at("agreement").as(AgreementId::new),
        doc.at("dataset").as(DatasetId::new),
        doc.at("stage").as(Stage::new),
        count(doc.at("epoch")),
        doc.at("policy").as(PolicyRevision::new),
        doc.find("purpose").map(purpose -> purpose.as(Purpose::new)),
        doc.at("key").as(KeyId::parse),
        doc.at("request").as(Sha256::parse),
        doc.at("fields").members().entrySet().stream()
            .map(field -> touched(field.getKey(), field.getValue()))
            .toList(),
        doc.at("records").integer(0, Integer.MAX_VALUE),
        doc.at("root").as(Sha256::parse),
        amount(doc.at("value")),
        amount(doc.at("exposure")),
        doc.find("memory").map(memory -> memory.as(Sha256::parse)));
  }

  private static Map<String, Object> touched(Touched touched) {
    var json = new LinkedHashMap<String, Object>();
    json.put("category", touched.field().category().value());
    json.put("release", touched.field().form().toString());
    json.put("value", touched.field().value());
    counted("first", touched.tally().first(), json);
    counted("upgraded-from-0.3", touched.tally().upgradedFrom300(), json);
    counted("upgraded-from-0.5", touched.tally().upgradedFrom500(), json);
    counted("changed", touched.tally().changed(), json);
    counted("repeated", touched.tally().repeated(), json);
    return json;
  }

  private static Touched touched(String name, Doc doc) {
    return new Touched(
        new Priced(
            named(name, doc),
            doc.at("category").as(Category::new),
            doc.at("value").integer(1, 20),
            doc.at("release").as(Form::named)),
        new Tally(
            counted("first", doc),
            counted("upgraded-from-0.3", doc),
            counted("upgraded-from-0.5", doc),
            counted("changed", doc),
            counted("repeated", doc)));
  }

  private static void counted(String name, long count, Map<String, Object> json) {
    if (count > 0) {
      json.put(name, count);
    }
  }

  private static long counted(String name, Doc doc) {
    return doc.find(name).map(EntryJson::count).orElse(0L);
  }

  private static void forgiven(Forgiven forgiven, Map<String, Object> json) {
    json.put("agreement", forgiven.agreement().value());
    json.put("day", forgiven.day().toString());
    json.put("amount", forgiven.amount().decimal());
    json.put("exposure", forgiven.exposure().decimal());
  }

  private static Forgiven forgiven(Doc doc) {
    return new Forgiven(
        doc.at("agreement").as(AgreementId::new),
        doc.at("day").as(EntryJson::day),
        amount(doc.at("amount")),
        amount(doc.at("exposure")));
  }

  private static FieldName named(String name, Doc doc) {
    try {
      return new FieldName(name);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static JWK jwk(Doc doc) {
    try {
      return JWK.parse(doc.node().toString());
    } catch (ParseException | IllegalStateException e) {
      throw doc.malformed("a JWK is expected here");
    }
  }

  private static Amount amount(Doc doc) {
    try {
      return Amount.of(doc.number());
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static long count(Doc doc) {
    if (!doc.node().isIntegralNumber()
        || !doc.node().canConvertToLong()
        || doc.node().longValue() < 0) {
      throw doc.malformed("a count is expected here");
    }
    return doc.node().longValue();
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time is like " + Instant.EPOCH, e);
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a day is like " + LocalDate.EPOCH, e);
    }
  }
}
