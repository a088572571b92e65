package dev.entente.server.console;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.entente.operator.UnsignedOrder;

/**
 * A way to the provider and back, on which a browser is.
 *
 * @param operator who the person says it is
 * @param text what the provider's token has to vouch for
 * @param verifier with which the code is redeemed (RFC 7636)
 * @param then where the person goes on
 */
record Flow(
    Purpose purpose, String operator, UnsignedOrder text, CodeVerifier verifier, String then) {
  /** What it is for. */
  enum Purpose {
    SIGN_IN,
    CONNECT,
    ORDER
  }
}
