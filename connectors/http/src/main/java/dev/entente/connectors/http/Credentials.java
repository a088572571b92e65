package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What goes with each request to an API, so that it knows the gateway. Thread-safe. */
final class Credentials {
  private final Auth auth;
  private final Optional<Tokens> tokens;

  Credentials(Auth auth, Connections connections) {
    this.auth = auth;
    this.tokens =
        auth instanceof Auth.ClientCredentials client
            ? Optional.of(new Tokens(client, connections))
            : Optional.empty();
  }

  /**
   * Headers that were sent.
   *
   * @param token that is among them, if there is one that can be renewed
   */
  record Shown(Map<String, String> headers, Optional<String> token) {}

  /**
   * The headers with what shows who asks.
   *
   * @throws Unavailable if that cannot be had in time
   */
  Shown show(Map<String, String> headers, Deadline deadline) {
    Map<String, String> all = new HashMap<>(headers);
    Optional<String> token = tokens.map(it -> it.token(deadline));
    switch (auth) {
      case Auth.None() -> {}
      case Auth.Header(String name, String scheme, Secret secret) ->
          all.put(name, scheme.isEmpty() ? secret.reveal() : scheme + " " + secret.reveal());
      case Auth.ClientCredentials _ -> all.put("Authorization", "Bearer " + token.orElseThrow());
    }
    return new Shown(all, token);
  }

  /** After a 401: whether other headers can be had, so that asking again makes sense. */
  boolean renew(Shown refused) {
    refused.token().ifPresent(token -> tokens.orElseThrow().refused(token));
    return refused.token().isPresent();
  }
}
