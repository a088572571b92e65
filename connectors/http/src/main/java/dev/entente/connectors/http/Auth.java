package dev.entente.connectors.http;

import java.net.URI;
import java.util.Optional;

/** How the gateway shows an API who it is. */
sealed interface Auth {
  /** It does not. */
  record None() implements Auth {}

  /**
   * A header, such as {@code Authorization: Bearer …}.
   *
   * @param scheme what stands before the secret; nothing if it stands alone
   */
  record Header(String name, String scheme, Secret secret) implements Auth {}

  /**
   * A token that a token server gives for a client's own credentials (RFC 6749 section 4.4).
   *
   * @param inBody whether the client is named in the body, not by HTTP's Basic (section 2.3.1)
   */
  record ClientCredentials(
      URI tokenUrl, String clientId, Secret secret, Optional<String> scope, boolean inBody)
      implements Auth {}
}
