package dev.entente.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The component {@code "@query-param";name="…"} (RFC 9421 section 2.2.8). */
final class QueryParameters {
  private static final String HEX = "0123456789ABCDEF";

  private QueryParameters() {}

  /** The value of the one parameter of this name, decoded and encoded again as the RFC has it. */
  static String value(@Nullable String query, Component component) throws Malformed {
    String found = null;
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!pair.isEmpty() && recoded(name).equals(component.argument())) {
        if (found != null) {
          throw new Malformed("the query has " + component + " twice; cover \"@query\" instead");
        }
        found = recoded(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    if (found == null) {
      throw new Malformed(
          "the signature covers " + component + ", but the query has no such parameter");
    }
    return found;
  }

  private static String recoded(String text) throws Malformed {
    String decoded;
    try {
      decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Malformed("the query is not percent-encoded as it should be");
    }
    var encoded = new StringBuilder();
    for (byte octet : decoded.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "*-._".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }
}
