package dev.entente.policies;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where an OPA server listens: {@code http://HOST:PORT}, or a Unix socket, {@code unix:///PATH}, as
 * OPA's own {@code --addr} has it. Without TLS: on this machine, or over a network that is one's
 * own.
 *
 * @param text as it was given
 * @param socket the socket's path; empty for a host
 */
public record OpaAddress(String text, Optional<String> socket, String host, int port) {
  private static final int HIGHEST_PORT = 65_535;
  private static final String FORM =
      "an OPA server is at http://HOST:PORT or unix:///PATH, and not at ";

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message says what one is
   */
  public static OpaAddress parse(String text) {
    try {
      URI uri = new URI(text);
      if ("unix".equals(uri.getScheme()) && isPath(uri)) {
        return new OpaAddress(text, Optional.of(uri.getPath()), "localhost", 0);
      }
      if ("http".equals(uri.getScheme()) && isOrigin(uri)) {
        return new OpaAddress(text, Optional.empty(), uri.getHost(), uri.getPort());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM + text, e);
    }
    throw new IllegalArgumentException(FORM + text);
  }

  private static boolean isPath(URI uri) {
    return uri.getPath() != null
        && uri.getPath().length() > 1
        && uri.getAuthority() == null
        && uri.getQuery() == null;
  }

  private static boolean isOrigin(URI uri) {
    return uri.getHost() != null
        && uri.getPort() > 0
        && uri.getPort() <= HIGHEST_PORT
        && uri.getRawUserInfo() == null
        && uri.getQuery() == null
        && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
  }

  @Override
  public String toString() {
    return text;
  }
}
