package dev.entente.server.rollout;

import dev.entente.ledger.PolicyHistory;
import dev.entente.ledger.Trust;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleFile;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.BundleServer;
import dev.entente.policies.BundleSource;
import dev.entente.policies.KeptBundles;
import dev.entente.policies.PolicyEngine;
import dev.entente.policies.ServerPolicy;
import dev.entente.policies.WasmPolicy;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.BundleAt;
import dev.entente.server.directory.PolicySettings;

/** The policies that a directory names, in the engine that it names. */
public final class Policies {
  private Policies() {}

  /**
   * Starts the policy that the ledger says is in force or, before there is one, the one that would
   * be.
   *
   * @throws dev.entente.policies.BundleRefused if the bundle cannot be used
   * @throws dev.entente.problem.Unavailable if the engine cannot be asked
   */
  public static PolicyEngine start(AllianceDirectory directory, Trust trust) {
    return engine(directory.settings().policy(), inForce(directory, trust));
  }

  /**
   * The bundle that the ledger says is in force or, before there is one, the one that would be.
   *
   * @throws BundleRefused if what lies there is no bundle
   * @throws dev.entente.problem.Unavailable if nobody can say what lies there
   */
  public static Bundle inForce(AllianceDirectory directory, Trust trust) {
    return trust.policy().flatMap(kept(directory)::find).orElseGet(() -> offered(directory));
  }

  /**
   * Judges a bundle as a gateway would that finds it.
   *
   * @throws BundleRefused if it would not come into force
   * @throws dev.entente.problem.Unavailable if the engine cannot be asked
   */
  public static void check(Bundle bundle, PolicySettings settings, PolicyHistory history) {
    mayFollow(bundle, history);
    Candidate.of(bundle, settings).engine().close();
  }

  /**
   * Starts a bundle to be tried: judged as one that would come into force, and run here, whatever
   * the engine is.
   *
   * @throws BundleRefused if it is not good
   */
  public static PolicyEngine trial(Bundle bundle, PolicySettings settings) {
    return Candidate.of(bundle, settings, () -> WasmPolicy.start(bundle)).engine();
  }

  /**
   * The bundle that lies where new ones come from.
   *
   * @throws BundleRefused if what lies there is no bundle
   * @throws dev.entente.problem.Unavailable if nobody can say what lies there
   */
  public static Bundle offered(AllianceDirectory directory) {
    try (BundleSource source = source(directory)) {
      return source.look().orElseThrow();
    }
  }

  /**
   * Refuses one that may not follow.
   *
   * @throws BundleRefused saying why
   */
  static void mayFollow(Bundle bundle, PolicyHistory history) {
    history
        .objection(bundle.revision(), bundle.named())
        .ifPresent(
            why -> {
              throw new BundleRefused(why);
            });
  }

  public static PolicyEngine engine(PolicySettings settings, Bundle bundle) {
    return settings
        .opa()
        .<PolicyEngine>map(address -> ServerPolicy.start(bundle, address))
        .orElseGet(() -> WasmPolicy.start(bundle));
  }

  static BundleSource source(AllianceDirectory directory) {
    return switch (directory.settings().policy().bundle().orElse(null)) {
      case BundleAt.Here(var path) -> new BundleFile(path);
      case BundleAt.Served(var address, var token) -> new BundleServer(address, token);
      case null -> new DefaultBundle(directory.root().resolve(AllianceDirectory.BUNDLE));
    };
  }

  static KeptBundles kept(AllianceDirectory directory) {
    return new KeptBundles(directory.settings().state().resolve("policies"));
  }
}
