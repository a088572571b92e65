package dev.entente.server.rollout;

import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.PolicyEngine;
import dev.entente.server.directory.PolicySettings;
import dev.entente.signature.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A bundle that was signed as it has to be, runs, and passes its own tests. Whether it may follow
 * the policy in force is the ledger's question.
 *
 * @param signer who signed it, where somebody had to
 */
record Candidate(Bundle bundle, PolicyEngine engine, Optional<KeyId> signer) {

  /**
   * Judges a bundle, and starts it.
   *
   * @throws BundleRefused if it is not good
   * @throws dev.entente.problem.Unavailable if its engine cannot be asked
   */
  static Candidate of(Bundle bundle, PolicySettings settings) {
    return of(bundle, settings, () -> Policies.engine(settings, bundle));
  }

  /** The same in that engine. */
  static Candidate of(Bundle bundle, PolicySettings settings, Supplier<PolicyEngine> start) {
    Optional<KeyId> signer = signer(bundle, settings);
    PolicyEngine engine = start.get();
    try {
      List<String> failed = engine.failedTests();
      if (!failed.isEmpty()) {
        throw new BundleRefused("it fails its own tests: " + String.join(", ", failed));
      }
      return new Candidate(bundle, engine, signer);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** The product's own needs no signature: it comes with the program. */
  private static Optional<KeyId> signer(Bundle bundle, PolicySettings settings) {
    if (bundle.isStandard()) {
      return Optional.empty();
    }
    Optional<KeyId> signer = settings.keys().signer(bundle);
    if (signer.isPresent() && !bundle.named().isOrdered()) {
      throw new BundleRefused(
          "its revision, `%s`, has no order; where bundles are signed it rises, like 7 or 7+9c1f: entente policy build"
              .formatted(bundle.named()));
    }
    return signer;
  }

  PolicyActivated activated() {
    return new PolicyActivated(bundle.revision(), bundle.named(), signer, Optional.empty());
  }
}
