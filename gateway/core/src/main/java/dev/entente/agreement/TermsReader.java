package dev.entente.agreement;

import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.reciprocity.Amount;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads terms back from the ledger, and the part of them that an agreement file says. */
public final class TermsReader {
  private TermsReader() {}

  /**
   * Reads the terms that an entry holds.
   *
   * @throws dev.entente.json.Malformed if they are not terms
   */
  public static Terms read(byte[] canonical) {
    Doc doc = Doc.of(Json.read(canonical));
    return read(
        doc,
        doc.at("gateway").text(),
        Ladder.read(doc.at("ladder")),
        named(doc.at("datasets"), DatasetId::new, Dataset::read),
        named(doc.at("exchanges"), ExchangeId::new, ExchangeManifest::read));
  }

  /**
   * Reads what an agreement file says, over the ladder, datasets and exchanges of the directory.
   *
   * @throws dev.entente.json.Malformed at the place that is wrong
   */
  public static Terms read(
      Doc doc,
      String gateway,
      Ladder ladder,
      SequencedMap<DatasetId, Dataset> datasets,
      SequencedMap<ExchangeId, ExchangeManifest> exchanges) {
    try {
      return new Terms(
          gateway,
          doc.at("agreement").as(AgreementId::new),
          doc.at("partner").text(),
          doc.at("type").as(PartnershipType::named),
          doc.at("purposes").distinct(purpose -> purpose.as(Purpose::new)),
          Contacts.read(doc.at("contacts")),
          ladder,
          datasets,
          exchanges,
          doc.find("expect")
              .map(all -> named(all, ExchangeId::new, (_, n) -> n.integer(1, 1_000_000_000)))
              .orElseGet(LinkedHashMap::new),
          doc.find("round").map(Round::read).orElse(Round.USUAL),
          doc.find("rate").map(Doc::number).orElse(BigDecimal.ONE),
          doc.find("windows").map(TermsReader::windows).orElseGet(LinkedHashMap::new),
          doc.find("leak").map(Leak::read),
          text(doc, "term"),
          text(doc, "notice"));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> text(Doc doc, String name) {
    return doc.find(name).map(Doc::text);
  }

  private static SequencedMap<Category, Amount> windows(Doc doc) {
    return named(doc, Category::new, (_, amount) -> window(amount));
  }

  private static Amount window(Doc doc) {
    Amount window = Ladder.amount(doc);
    if (window.compareTo(Amount.ZERO) < 0) {
      throw doc.malformed("a window is 0 or more");
    }
    return window;
  }

  private static <K, V> SequencedMap<K, V> named(
      Doc doc, Function<String, K> name, BiFunction<K, Doc, V> read) {
    var named = new LinkedHashMap<K, V>();
    doc.members()
        .forEach(
            (key, value) -> {
              try {
                K id = name.apply(key);
                named.put(id, read.apply(id, value));
              } catch (IllegalArgumentException e) {
                throw value.malformed(String.valueOf(e.getMessage()));
              }
            });
    return named;
  }
}
