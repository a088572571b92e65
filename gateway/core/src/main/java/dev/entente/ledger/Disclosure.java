package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Shown;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What is about to be released, for the ledger to price, check and record in one step.
 *
 * @param epoch what the decision was bound to
 * @param nonce the request's, made durable in the same commit
 * @param salt that the records' leaves were hashed with; the entry's own
 * @param fields every field touched, shown or not
 * @param tree the records in the order of the answer; of an aggregate its groups, all or none
 * @param aggregate of which sets of records an aggregate tells; empty for a query
 */
public record Disclosure(
    AgreementId agreement,
    DatasetId dataset,
    Stage stage,
    Epoch epoch,
    PolicyRevision policy,
    DecisionId decision,
    Optional<Purpose> purpose,
    KeyId key,
    Sha256 request,
    Nonce nonce,
    Salt salt,
    List<Priced> fields,
    RecordTree tree,
    Optional<Posting> posting,
    Optional<Aggregate> aggregate) {

  /**
   * From what a release is taken first.
   *
   * @param reservation the entry that set it aside; if it no longer does, the release is as any
   * @param last whether nothing more will be, if all these records are: the rest is given back
   */
  public record Posting(long reservation, boolean last) {}

  /**
   * What is held against earlier aggregates.
   *
   * @param budget how many of these may tell something new, under the narrowest of all that says so
   */
  public record Aggregate(Shown shown, int budget) {}

  public Disclosure {
    fields = List.copyOf(fields);
    if (fields.stream().map(Priced::field).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("a field is priced twice");
    }
    for (Cells cells : tree.records()) {
      if (cells.hashes().length != fields.size()) {
        throw new IllegalArgumentException(
            "a record has a hash for each of the %d fields, this has %d"
                .formatted(fields.size(), cells.hashes().length));
      }
    }
  }

  /** What is to be priced. */
  public List<Cells> records() {
    return tree.records();
  }
}
