package dev.entente.server.http;

import dev.entente.signature.Origin;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where to listen, and how.
 *
 * @param host a name or an address, an IPv6 one without brackets
 * @param port 0 for any that is free
 * @param origin what partners sign; where there is none, the address that is listened on
 */
public record Place(String host, int port, Optional<Origin> origin, Optional<Pem> tls) {

  /** PEM files: the certificate chain and its private key. */
  public record Pem(Path certificate, Path key) {}

  /** Scheme, host and port that are listened on, once the port is known. */
  Origin bound(int actual) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return Origin.parse((tls.isPresent() ? "https://" : "http://") + name + ":" + actual);
  }
}
