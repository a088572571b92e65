package dev.entente.server;

import dev.entente.policies.Bundle;
import dev.entente.policies.PolicyEngine;
import dev.entente.policies.ServerPolicy;
import dev.entente.policies.WasmPolicy;
import dev.entente.server.directory.AllianceDirectory;

/** Starts the policy that a directory names, in the engine that it names. */
public final class Policies {
  private Policies() {}

  /**
   * The policy, which decides from here on.
   *
   * @throws dev.entente.policies.BundleRefused if the bundle cannot be used
   * @throws dev.entente.problem.Unavailable if the engine cannot be asked
   */
  public static PolicyEngine start(AllianceDirectory directory) {
    Bundle bundle = directory.bundle().map(Bundle::open).orElseGet(Bundle::standard);
    return directory
        .settings()
        .opa()
        .<PolicyEngine>map(address -> ServerPolicy.start(bundle, address))
        .orElseGet(() -> WasmPolicy.start(bundle));
  }
}
