package dev.entente.exchange;

import dev.entente.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a partner would be answered now, as JSON-ready values under the names that an answer has. It
 * has no receipt and no cursor: nothing was released.
 *
 * @param about agreement, dataset, stage and policy
 * @param records those that would leave, the answer's bytes; not copied
 * @param read how many records were read for it
 * @param count how many of them would leave, from the first
 * @param more whether there would be another page
 * @param fields what becomes of each visible field, why, and what would unlock more
 * @param reciprocity the price, and what would be left after it
 * @param told what the policy was told of the question
 * @param rows which records the policy lets be touched; it may name fields that the partner never
 *     sees
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Preview(
    Map<String, Object> about,
    byte[] records,
    int read,
    int count,
    boolean more,
    Map<String, Object> fields,
    Map<String, Object> reciprocity,
    Map<String, Object> told,
    Object rows) {

  /** As an answer has it, less what only a release has, and what the decision was made on. */
  public byte[] json() {
    var after = new LinkedHashMap<String, Object>();
    after.put("more", more);
    after.put("fields", fields);
    after.put("reciprocity", reciprocity);
    var decided = new LinkedHashMap<String, Object>();
    decided.put("input", told);
    decided.put("rows", rows);
    after.put("decided", decided);
    return Answer.joined(Json.write(about), records, Json.write(after));
  }
}
