package dev.entente.exchange;

import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Query;
import dev.entente.disclosure.PolicyInput;
import dev.entente.exchange.Offers.Offer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What the policy is told of a query, or of a mere look at the dataset. */
final class PolicyFacts {
  private PolicyFacts() {}

  static PolicyInput of(Query query, Standing standing, Epoch epoch, Offer offer) {
    return PolicyInput.of(
        standing,
        offer.dataset(),
        standing.stage(),
        purpose(query, standing),
        named(query),
        epoch.day());
  }

  /** The purpose that was stated, or that goes without saying. */
  static Optional<String> purpose(Query query, Standing standing) {
    List<Purpose> agreed = standing.terms().purposes();
    return query
        .purpose()
        .or(() -> agreed.size() == 1 ? Optional.of(agreed.getFirst().value()) : Optional.empty());
  }

  private static SequencedSet<FieldName> named(Query query) {
    var named = new LinkedHashSet<FieldName>();
    query.fields().ifPresent(named::addAll);
    query.filter().ifPresent(f -> f.comparisons().forEach(c -> named.add(c.field())));
    query.sort().forEach(sort -> named.add(sort.field()));
    return named;
  }
}
