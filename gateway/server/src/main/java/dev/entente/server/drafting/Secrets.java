package dev.entente.server.drafting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what nobody should write into a manifest. */
final class Secrets {
  private static final Pattern NAMES =
      Pattern.compile(
          "password|secret|.*authorization|.*api[-_]?key|.*token|cookie", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[?&](password|secret|api[-_]?key|key|access[-_]?token|token)=",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /**
   * Whether a secret stands there as it is.
   *
   * @param one what is said where each variable of the environment holds one text
   * @param other the same where each holds another: what then differs was not written out
   */
  static boolean inClear(Doc one, Doc other) {
    return inClear("", one.node(), other.node());
  }

  private static boolean inClear(String name, JsonNode one, JsonNode other) {
    if (one.isObject()) {
      return one.properties().stream()
          .map(Map.Entry::getKey)
          .anyMatch(it -> inClear(it, one.get(it), other.path(it)));
    }
    boolean secret =
        NAMES.matcher(name).matches()
            || (one.isTextual() && PARAMETER.matcher(one.textValue()).find());
    return secret && one.isValueNode() && one.equals(other);
  }
}
