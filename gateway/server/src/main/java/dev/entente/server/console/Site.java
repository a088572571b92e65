package dev.entente.server.console;

import dev.entente.server.directory.Address;
import dev.entente.server.directory.Settings;
import dev.entente.signature.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * Where people open the console. Passkeys belong to a domain, never to an address of the network,
 * so on the loopback it is {@code localhost}.
 *
 * @param origin scheme, host and port
 */
record Site(Origin origin) {
  static Site of(Settings settings, Origin bound) {
    int port = URI.create(bound.toString()).getPort();
    boolean loopback = settings.admin().map(Address::isLoopback).orElse(true);
    return new Site(loopback ? Origin.parse("http://localhost:" + port) : bound);
  }

  String host() {
    return Optional.ofNullable(URI.create(origin.toString()).getHost()).orElse("localhost");
  }

  /** What a Host header has to say. */
  String authority() {
    return URI.create(origin.toString()).getRawAuthority();
  }

  boolean isSecure() {
    return origin.toString().startsWith("https:");
  }
}
