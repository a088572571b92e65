package dev.entente.trustledger.audit;

import com.nimbusds.jose.jwk.OctetKeyPair;
import dev.entente.operator.Command;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.util.Arrays;

/** How our own keys followed each other: signed by both, from a key that was known. */
final class RotationCheck {
  private final VerifierKeys logKeys;
  private final SignedTerms terms;

  RotationCheck(VerifierKeys logKeys, SignedTerms terms) {
    this.logKeys = logKeys;
    this.terms = terms;
  }

  void rotated(Exhibit at, Command.OfOwnKey command) {
    if (command instanceof Command.BeginRotation(var succession)) {
      at.holds(
          succession.isProven(),
          "the succession of the " + succession.key() + " key",
          "signed by both keys",
          "not");
      at.holds(
          isKnown(succession),
          "the former " + succession.key() + " key",
          "one that is known to be ours",
          succession.formerId());
      if (succession.key() == OwnKey.GATEWAY) {
        terms.succeeded(succession);
      }
    }
  }

  private boolean isKnown(Succession succession) {
    return switch (succession.key()) {
      case GATEWAY -> terms.isOurs(succession.formerId());
      case LOG -> logKeys.keys().stream().anyMatch(it -> isSame(it.publicKey(), succession));
    };
  }

  private static boolean isSame(byte[] key, Succession succession) {
    return succession.former() instanceof OctetKeyPair former
        && Arrays.equals(former.getX().decode(), key);
  }
}
