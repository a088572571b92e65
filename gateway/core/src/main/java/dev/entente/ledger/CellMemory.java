package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.reciprocity.Delta;
import dev.entente.reciprocity.Seen;
import dev.entente.signature.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every agreement has seen of every dataset. It cannot be derived from entries; each entry's
 * gain is stored with it. Not thread-safe: one writer owns it.
 */
public final class CellMemory {
  private record Place(AgreementId agreement, DatasetId dataset) {}

  private final Map<Place, Seen> seen = new HashMap<>();

  public Seen of(AgreementId agreement, DatasetId dataset) {
    return seen.computeIfAbsent(new Place(agreement, dataset), _ -> new Seen());
  }

  /**
   * The hash by which an entry names its gain; empty for none.
   *
   * @param delta the bytes of a {@link Delta}
   */
  public static Optional<Sha256> hash(byte[] delta) {
    return delta.length == 0 ? Optional.empty() : Optional.of(Sha256.hash(delta));
  }

  /**
   * Folds what an entry's release added.
   *
   * @throws IllegalArgumentException if it is not what the entry names; nothing is folded then
   */
  public void fold(Disclosed disclosed, byte[] delta) {
    if (!hash(delta).equals(disclosed.memory())) {
      throw new IllegalArgumentException("the memory of cells is not the one that the entry names");
    }
    Delta.fold(
        delta,
        disclosed.fields().stream().map(touched -> touched.field().field()).toList(),
        of(disclosed.agreement(), disclosed.dataset()));
  }
}
