package dev.entente.server.directory;

import dev.entente.policies.BundleKeys;
import dev.entente.policies.OpaAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Who decides, and by which bundles.
 *
 * @param opa who decides; empty if that is this process itself
 * @param bundle where bundles come from; empty for {@code policies/bundle.tar.gz}, where there is
 *     one, or else the product's own
 * @param keys who has to sign them
 * @param poll how often is looked for another one
 */
public record PolicySettings(
    Optional<OpaAddress> opa, Optional<BundleAt> bundle, BundleKeys keys, Duration poll) {
  /** A look at a file costs next to nothing. */
  static final Duration BESIDE = Duration.ofSeconds(2);

  /** As OPA's own default. */
  static final Duration OVER_HTTP = Duration.ofSeconds(60);

  static PolicySettings standard() {
    return new PolicySettings(Optional.empty(), Optional.empty(), BundleKeys.none(), BESIDE);
  }
}
