package dev.entente.trustledger.exposure;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.reciprocity.RecordKey;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Of what it is asked who knows it.
 *
 * @param agreement which, by the terms in force when something was released
 * @param dataset which
 * @param record the one record that is meant, by how a dataset tells its records apart; a dataset
 *     for which this is empty has none like it. All records if there is no such question
 */
public record Interest(
    Predicate<Terms> agreement,
    Predicate<DatasetId> dataset,
    Optional<Function<Dataset, Optional<RecordKey>>> record) {

  /** Which records of the dataset are meant. */
  Predicate<RecordKey> in(Dataset dataset) {
    if (record.isEmpty()) {
      return _ -> true;
    }
    Optional<RecordKey> meant = record.get().apply(dataset);
    return key -> meant.filter(key::equals).isPresent();
  }
}
