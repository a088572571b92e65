package dev.entente.server.directory;

import java.net.URI;
import java.util.Set;

/** Addresses that may be spoken to: by https, and on the loopback by http too. */
public final class SecureUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private SecureUrl() {}

  /** Whether it is one. */
  public static boolean is(URI url) {
    return url.getHost() != null
        && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isLoopback(url)));
  }

  /** Whether it names this machine itself. */
  public static boolean isLoopback(URI url) {
    return LOOPBACK.contains(url.getHost());
  }
}
