package dev.entente.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Scheme, host and port under which partners reach the gateway, as they sign it: in lower case and
 * without the scheme's own port (RFC 9421 section 2.2.3).
 */
public record Origin(String scheme, String authority) {
  public Origin {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("an origin's scheme is http or https, not " + scheme);
    }
    if (authority.isEmpty()) {
      throw new IllegalArgumentException("an origin needs a host, such as https://example.com");
    }
  }

  /**
   * Reads {@code scheme://host} or {@code scheme://host:port}.
   *
   * @throws IllegalArgumentException if it is not that, or more than that
   */
  public static Origin parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
    if (uri.getScheme() == null
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || !uri.getRawPath().isEmpty()) {
      throw wrong(text);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int own = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort();
    return new Origin(scheme, port < 0 || port == own ? host : host + ":" + port);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "an origin is scheme, host and port without a path, such as https://example.com or"
            + " http://127.0.0.1:8080, not "
            + text);
  }

  @Override
  public String toString() {
    return scheme + "://" + authority;
  }
}
