package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.FieldName;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.reciprocity.Delta;
import dev.entente.reciprocity.Seen;
import dev.entente.signature.Sha256;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every agreement has seen of every dataset, and contributed to every exchange. It cannot be
 * derived from entries; each entry's gain is stored with it. Not thread-safe: one writer owns it.
 */
public final class CellMemory {
  private record Dataset(AgreementId agreement, DatasetId id) {}

  private record Exchange(AgreementId agreement, ExchangeId id) {}

  private final Map<Dataset, Seen> seen = new HashMap<>();
  private final Map<Dataset, Seen> summed = new HashMap<>();
  private final Map<Exchange, Seen> contributed = new HashMap<>();

  public Seen of(AgreementId agreement, DatasetId dataset) {
    return seen.computeIfAbsent(new Dataset(agreement, dataset), _ -> Seen.ofDataset());
  }

  /** What it has seen of groups of the dataset's records, so that none is taken for a record. */
  public Seen ofGroups(AgreementId agreement, DatasetId dataset) {
    return summed.computeIfAbsent(new Dataset(agreement, dataset), _ -> Seen.ofDataset());
  }

  public Seen of(AgreementId agreement, ExchangeId exchange) {
    return contributed.computeIfAbsent(new Exchange(agreement, exchange), _ -> Seen.ofExchange());
  }

  /**
   * The hash by which an entry names its gain; empty for none.
   *
   * @param delta the bytes of a {@link Delta}
   */
  public static Optional<Sha256> hash(byte[] delta) {
    return delta.length == 0 ? Optional.empty() : Optional.of(Sha256.hash(delta));
  }

  /** What the agreement's partner knows, by dataset and field. */
  public List<Known> known(AgreementId agreement) {
    return seen.entrySet().stream()
        .filter(it -> it.getKey().agreement().equals(agreement))
        .sorted(Comparator.comparing(it -> it.getKey().id().value()))
        .flatMap(it -> known(it.getKey().id(), it.getValue()))
        .toList();
  }

  private static Stream<Known> known(DatasetId dataset, Seen seen) {
    return seen.released().entrySet().stream()
        .flatMap(
            field ->
                field.getValue().entrySet().stream()
                    .map(
                        form ->
                            new Known(dataset, field.getKey(), form.getKey(), form.getValue())));
  }

  /**
   * Folds what an entry's release or contribution added; other entries add nothing.
   *
   * @throws IllegalArgumentException if it is not what the entry names; nothing is folded then
   */
  public void fold(Event event, byte[] delta) {
    switch (event) {
      case Disclosed it ->
          fold(
              it.memory(),
              delta,
              it.fields().stream().map(touched -> touched.field().field()).toList(),
              it.aggregate().isPresent()
                  ? ofGroups(it.agreement(), it.dataset())
                  : of(it.agreement(), it.dataset()));
      case Received it ->
          fold(
              it.memory(),
              delta,
              it.fields().stream().map(counted -> counted.field().field()).toList(),
              of(it.agreement(), it.exchange()));
      default -> fold(Optional.empty(), delta, List.of(), Seen.ofDataset());
    }
  }

  private static void fold(
      Optional<Sha256> named, byte[] delta, List<FieldName> fields, Seen seen) {
    if (!hash(delta).equals(named)) {
      throw new IllegalArgumentException("the memory of cells is not the one that the entry names");
    }
    Delta.fold(delta, fields, seen);
  }
}
