package dev.entente.server.joint;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.entente.agreement.AgreementId;

/**
 * A way to a partner's provider and back, on which a browser is.
 *
 * @param state by which it is known when it comes back
 * @param nonce what the token has to hold
 * @param verifier with which the code is redeemed (RFC 7636)
 */
record Passage(AgreementId agreement, State state, Nonce nonce, CodeVerifier verifier) {
  /** A new one, which nobody guesses. */
  static Passage to(AgreementId agreement) {
    return new Passage(agreement, new State(), new Nonce(), new CodeVerifier());
  }
}
