package dev.entente.server.console;

import dev.entente.server.directory.Address;
import dev.entente.server.directory.Settings;
import dev.entente.signature.Origin;
import java.net.URI;

/**
 * Where people open the console. Passkeys belong to a domain, never to an address of the network,
 * so on the loopback it is {@code localhost}. Thread-safe.
 */
final class Site {
  private volatile Origin origin = Origin.parse("http://localhost");

  /** It is listened there now. */
  void opens(Settings settings, Origin bound) {
    boolean loopback = settings.admin().map(Address::isLoopback).orElse(true);
    origin =
        loopback
            ? Origin.parse("http://localhost:" + URI.create(bound.toString()).getPort())
            : bound;
  }

  /** Scheme, host and port. */
  Origin origin() {
    return origin;
  }

  /** The host alone, which passkeys belong to. */
  String host() {
    return URI.create(origin.toString()).getHost();
  }

  /** What a Host header has to say. */
  String authority() {
    return URI.create(origin.toString()).getRawAuthority();
  }
}
