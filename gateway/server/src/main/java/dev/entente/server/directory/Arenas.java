package dev.entente.server.directory;

import dev.entente.catalog.DatasetId;
import dev.entente.json.Doc;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the agreements of one partner apart: what is held back in one must not be had in another.
 */
final class Arenas {
  private record Offer(String partner, DatasetId dataset) {}

  private Arenas() {}

  static void keepApart(Collection<AgreementFile> agreements, Mistakes mistakes) {
    Map<Offer, AgreementFile> first = new HashMap<>();
    for (AgreementFile agreement : agreements) {
      for (Doc dataset : agreement.file().doc().at("datasets").items()) {
        var offer = new Offer(partner(agreement), new DatasetId(dataset.text()));
        @Nullable AgreementFile other = first.putIfAbsent(offer, agreement);
        if (other != null) {
          mistakes.add(
              agreement.file(),
              dataset,
              "two open agreements of one partner may not offer the same dataset: `%s` offers `%s`"
                      .formatted(other.id(), offer.dataset())
                  + " to them too; take it out of one");
        }
      }
    }
  }

  /** Spaces and capitals do not make another partner. */
  private static String partner(AgreementFile agreement) {
    return agreement.terms().partner().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
