package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Priced;
import java.util.List;

/**
 * What the ledger is asked to price and not to record: it names no request, so nothing can leave by
 * it.
 *
 * @param epoch what the decision was bound to
 * @param fields every field touched, shown or not
 * @param records in the order of the answer
 */
public record Quote(
    AgreementId agreement,
    DatasetId dataset,
    Stage stage,
    Epoch epoch,
    PolicyRevision policy,
    List<Priced> fields,
    List<Cells> records) {
  public Quote {
    fields = List.copyOf(fields);
    records = List.copyOf(records);
  }
}
