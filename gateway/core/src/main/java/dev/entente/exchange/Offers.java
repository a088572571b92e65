package dev.entente.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.source.Source;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What can be read, under which terms. Terms say what a field costs and when it opens; a manifest
 * can narrow that at once, and never widen it. Thread-safe.
 */
public final class Offers {

  /**
   * One dataset under one agreement's terms.
   *
   * @param dataset as the terms offer it, narrowed by the manifest
   */
  public record Offer(Dataset dataset, Source source) {}

  /** A dataset as its manifest has it now, and where it is read. */
  public record Offered(Dataset manifest, Source source) {}

  private final Map<DatasetId, Offered> offered;
  private final Cache<Terms, Map<DatasetId, Optional<Offer>>> narrowed =
      Caffeine.newBuilder().weakKeys().build();

  public Offers(Map<DatasetId, Offered> offered) {
    this.offered = Map.copyOf(offered);
  }

  /** The dataset under these terms; empty if it is in neither, or nothing is left of it. */
  public Optional<Offer> find(Terms terms, DatasetId id) {
    return narrowed
        .get(terms, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(id, _ -> narrow(terms, id));
  }

  private Optional<Offer> narrow(Terms terms, DatasetId id) {
    Dataset agreed = terms.datasets().get(id);
    Offered here = offered.get(id);
    if (agreed == null || here == null) {
      return Optional.empty();
    }
    return agreed
        .narrowed(here.manifest(), terms.ladder()::later)
        .map(dataset -> new Offer(dataset, here.source()));
  }
}
