package dev.entente.reciprocity;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import java.util.List;
import java.util.Map;

/**
 * One record that a partner shares, as it is credited and remembered.
 *
 * @param hashes of its cells in the order of the fields that earn, 0 where one is null; not copied
 * @param echoes which of its cells could be told back to us
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Shared(RecordKey key, long[] hashes, List<Echo> echoes) {
  /**
   * A cell that could be an echo of what we told.
   *
   * @param place of the cell among the fields that earn
   * @param key of the record in the dataset
   * @param forms the hash of the value in each form in which it may have been released
   */
  public record Echo(
      int place, DatasetId dataset, RecordKey key, FieldName field, Map<Form, Long> forms) {}
}
