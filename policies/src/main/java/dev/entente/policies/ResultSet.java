package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a Wasm module answers: {@code [{"result": …}]}, or an empty list for what is undefined. */
final class ResultSet {
  private ResultSet() {}

  /**
   * The one result in it.
   *
   * @throws Unavailable if there is none, or it is no such set
   */
  static JsonNode only(String rule, String set) {
    try {
      List<Doc> results = Doc.of(Json.read(set.getBytes(StandardCharsets.UTF_8))).items();
      if (results.size() > 1) {
        throw new Malformed("", "one result is expected");
      }
      if (!results.isEmpty()) {
        return results.getFirst().only("result").at("result").node();
      }
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "the policy's answer is not understood: at `" + e.pointer() + "`, " + e.reason(),
          e);
    }
    throw undefined(rule);
  }

  /** A rule without a value is a failure to decide. */
  static Unavailable undefined(String rule) {
    return Unavailable.policy(
        PolicyFailure.UNDEFINED, "`" + rule + "` is undefined for what was asked", null);
  }
}
