package dev.entente.server.directory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Scheme, host and port as partners call and sign them; normal as in RFC 3986, section 6: small
 * letters, and no port that the scheme has anyway.
 */
public record ExternalOrigin(String value) {
  private static final int HIGHEST_PORT = 65_535;

  public ExternalOrigin {
    value = normal(value);
  }

  private static String normal(String text) {
    URI uri = parsed(text);
    if (uri.getScheme() == null
        || !Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))
        || uri.getHost() == null
        || uri.getPort() == 0
        || uri.getPort() > HIGHEST_PORT) {
      throw wrong(text, "");
    }
    if (uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || !uri.getRawPath().isEmpty()) {
      throw wrong(text, ", and nothing more");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong(text, "");
    }
  }

  private static IllegalArgumentException wrong(String text, String more) {
    return new IllegalArgumentException(
        "`"
            + text
            + "` is no origin; one is scheme, host and port"
            + more
            + ", such as https://halden.example:8443");
  }

  @Override
  public String toString() {
    return value;
  }
}
