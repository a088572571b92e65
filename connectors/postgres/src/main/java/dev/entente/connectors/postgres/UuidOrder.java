package dev.entente.connectors.postgres;

import dev.entente.connectors.sql.Point;
import java.util.UUID;

/** Where any text lies among UUIDs, whose order is that of their texts in small letters. */
final class UuidOrder {
  private static final String DIGITS = "0123456789abcdef";
  private static final String FORM = "00000000-0000-0000-0000-000000000000";

  private UuidOrder() {}

  static Point point(String text) {
    for (int i = 0; i < FORM.length(); i++) {
      String allowed = FORM.charAt(i) == '-' ? "-" : DIGITS;
      if (i == text.length()) {
        return Point.below(filled(text, '0'));
      }
      char c = text.charAt(i);
      if (allowed.indexOf(c) < 0) {
        String prefix = text.substring(0, i);
        int less = (int) allowed.chars().filter(it -> it < c).count();
        return less == 0
            ? Point.below(filled(prefix, '0'))
            : Point.above(filled(prefix + allowed.charAt(less - 1), 'f'));
      }
    }
    UUID uuid = UUID.fromString(text.substring(0, FORM.length()));
    return text.length() == FORM.length() ? Point.at(uuid) : Point.above(uuid);
  }

  private static UUID filled(String prefix, char digit) {
    return UUID.fromString(prefix + FORM.substring(prefix.length()).replace('0', digit));
  }
}
