package dev.entente.connectors.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Query parameters (RFC 3986), written so that no value can be more than a value. */
final class Parameters {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Parameters() {}

  /** The address with one more parameter. */
  static URI with(URI uri, String name, String value) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery() + "&";
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return URI.create(
        "%s://%s%s?%s%s=%s"
            .formatted(
                uri.getScheme(),
                uri.getRawAuthority(),
                path,
                query,
                encoded(name),
                encoded(value)));
  }

  /** Every byte of its UTF-8 but the unreserved ones as {@code %XX}. */
  static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
