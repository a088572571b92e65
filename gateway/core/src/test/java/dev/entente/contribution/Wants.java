package dev.entente.contribution;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.Salt;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** An exchange that asks for one field of each type, and how it is read. */
final class Wants {
  static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  static final CellHash CELLS = new CellHash(42);
  static final byte[] SECRET = new byte[32];

  static final String CAMPAIGNS =
      """
      {"key": ["campaign"], "freshness": {"field": "as-of", "days": 90}, "fields": {
        "campaign": {"type": "string", "category": "performance", "value": 1},
        "spend": {"type": "number", "category": "performance", "value": 5, "required": true,
          "minimum": 0, "maximum": 1000000.5},
        "leads": {"type": "integer", "category": "performance", "value": 5, "minimum": 1},
        "price": {"type": "decimal", "category": "performance", "value": 5, "maximum": 9.99},
        "won": {"type": "boolean", "category": "performance", "value": 1},
        "as-of": {"type": "date", "category": "performance", "value": 0},
        "sent": {"type": "timestamp", "category": "performance", "value": 0}}}
      """;

  private Wants() {}

  static ExchangeManifest exchange(String json) {
    return ExchangeManifest.read(
        new ExchangeId("campaigns"), Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }

  static Basis basis(ExchangeManifest exchange) {
    return new Basis(
        exchange,
        SampleTerms.terms().datasets(),
        TODAY,
        Pseudonyms.of(SECRET, new AgreementId("orchard")),
        CELLS,
        Salt.fresh());
  }
}
