package dev.entente.server.directory;

import java.net.URI;
import java.util.Optional;

/**
 * Where people sign in: an OpenID provider, and what it knows us as.
 *
 * @param issuer its identifier; its configuration stands below it (OpenID Connect Discovery 1.0)
 * @param client our name there ({@code client_id})
 * @param secret with which we prove it; none for a public client
 */
public record Provider(URI issuer, String client, Optional<String> secret) {
  @Override
  public String toString() {
    return "provider " + issuer + " that knows us as " + client;
  }
}
