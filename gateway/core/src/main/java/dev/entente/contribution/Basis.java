package dev.entente.contribution;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.Salt;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a contribution is read under.
 *
 * @param exchange as the terms in force have it
 * @param datasets of the agreement, as the terms have them
 * @param today the UTC day
 * @param pseudonyms of the agreement
 * @param salt of the entry to come
 */
public record Basis(
    ExchangeManifest exchange,
    Map<DatasetId, Dataset> datasets,
    LocalDate today,
    Pseudonyms pseudonyms,
    CellHash cells,
    Salt salt) {

  /** Where among the fields the key stands. */
  int[] keyPlaces() {
    var names = exchange.fields().stream().map(Wanted::name).toList();
    return exchange.key().stream().mapToInt(names::indexOf).toArray();
  }
}
