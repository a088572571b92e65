package dev.entente.server.arithmetic;

import java.math.BigDecimal;
import java.util.List;

/** Numbers and names as a sentence wants them. */
final class Words {
  private Words() {}

  /**
   * {@code 1 campaign}, {@code 137 campaigns}; the name is taken for a plural where it looks so.
   */
  static String count(BigDecimal number, String plural) {
    String shown = number.toPlainString();
    return shown + " " + (number.compareTo(BigDecimal.ONE) == 0 ? one(plural) : plural);
  }

  /** {@code campaign} for {@code campaigns}; other names as they are. */
  static String one(String plural) {
    if (plural.endsWith("ies")) {
      return plural.substring(0, plural.length() - 3) + "y";
    }
    boolean looksPlural = plural.length() > 1 && plural.endsWith("s") && !plural.endsWith("ss");
    return looksPlural ? plural.substring(0, plural.length() - 1) : plural;
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> parts, String last) {
    int end = parts.size() - 1;
    return end < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, end)) + " " + last + " " + parts.get(end);
  }
}
