package dev.entente.server;

import dev.entente.policies.Asides;
import dev.entente.policies.log.LogCounts;
import dev.entente.policies.log.LoggedDecisions;
import dev.entente.server.directory.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts this process's decision log. */
final class LoggedHere {
  private LoggedHere() {}

  /** The log, where the settings say where; each process is another {@code id} among its labels. */
  static Optional<LoggedDecisions> start(
      Settings settings, Asides policy, LogCounts counts, InstantSource clock) {
    String version = LoggedHere.class.getPackage().getImplementationVersion();
    var labels =
        Map.of(
            "id", UUID.randomUUID().toString(),
            "version", version == null ? "unknown" : version,
            "gateway", settings.gateway());
    return settings
        .decisionLog()
        .map(place -> LoggedDecisions.start(place, policy, labels, counts, clock));
  }
}
