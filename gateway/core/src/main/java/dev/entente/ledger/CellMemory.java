package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.reciprocity.Delta;
import dev.entente.reciprocity.Seen;
import java.util.HashMap;
import java.util.Map;

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

  /** Folds what an entry's release added. */
  public void fold(Disclosed disclosed, byte[] delta) {
    Delta.fold(
        delta,
        disclosed.fields().stream().map(touched -> touched.field().field()).toList(),
        of(disclosed.agreement(), disclosed.dataset()));
  }
}
