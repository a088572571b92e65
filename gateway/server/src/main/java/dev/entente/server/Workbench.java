package dev.entente.server;

import dev.entente.exchange.Parts;
import dev.entente.exchange.Previews;
import dev.entente.server.console.Bench;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.exposure.Exposures;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.rollout.Rollout;
import dev.entente.server.tryout.Tryout;
import dev.entente.trustledger.GroupCommitLedger;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes of a gateway's parts what its people try things out with. */
final class Workbench {
  private Workbench() {}

  static Bench of(
      AllianceDirectory directory,
      Parts parts,
      GroupCommitLedger ledger,
      GatewayKeys keys,
      Rollout rollout,
      Sources sources,
      Path cache,
      InstantSource clock) {
    var settings = directory.settings();
    return new Bench(
        directory,
        new Previews(parts, rollout.policy().unremembered()),
        new Tryout(directory, clock),
        new Exposures(
            settings,
            GatewayLedger.logKey(settings.gateway(), keys.logRing()).publicKeys(),
            keys.cells(),
            ledger.published()::size),
        sources::ailments,
        rollout::alarms,
        cache.resolve("uploads"));
  }
}
