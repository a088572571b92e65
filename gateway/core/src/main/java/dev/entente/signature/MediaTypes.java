package dev.entente.signature;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a body is of a kind that can be read here. */
final class MediaTypes {
  private MediaTypes() {}

  /** Why the body is of no such kind; null if it is. */
  static @Nullable String refusal(Headers headers, Set<String> accepted) {
    String encoding = headers.combined("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return "the body has Content-Encoding " + encoding + "; send it as it is";
    }
    String[] parts = parts(headers);
    String type = type(parts);
    if (!accepted.contains(type)) {
      return "the body is "
          + (type.isEmpty() ? "of no type" : type)
          + "; send "
          + String.join(" or ", new TreeSet<>(accepted));
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = Headers.trimmed(parts[i]).toLowerCase(Locale.ROOT);
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=\"utf-8\"")) {
        return "the body has " + parameter + "; send it in UTF-8";
      }
    }
    return null;
  }

  /** The type and subtype in lower case, without parameters; empty if there is none. */
  static String of(Headers headers) {
    return type(parts(headers));
  }

  private static String[] parts(Headers headers) {
    String value = headers.combined("content-type");
    return (value == null ? "" : value).split(";", -1);
  }

  private static String type(String[] parts) {
    return Headers.trimmed(parts[0]).toLowerCase(Locale.ROOT);
  }
}
