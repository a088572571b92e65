package dev.entente.server.cli;

import dev.entente.json.Json;
import dev.entente.server.GatewayLedger;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    description = {
      "Prints this gateway's card: the YAML file that another gateway puts into its peers/.",
      "The keys are made if there are none yet."
    },
    footer = {"", "Example:", "  entente peer card halden > orchard/peers/halden.yaml"})
final class PeerCardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The directory that holds entente.yaml.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Settings settings = Directories.settings(directory);
    if (settings.externalOrigin().isEmpty() && settings.listen().port() == 0) {
      throw new NotDone("entente.yaml: say with `external-origin` where others call this gateway");
    }
    var out = spec.commandLine().getOut();
    out.print(card(settings, keys(settings)));
    out.flush();
    return 0;
  }

  private static GatewayKeys keys(Settings settings) throws NotDone {
    try {
      return KeyFolder.open(settings.keys());
    } catch (KeysUnusable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static String card(Settings settings, GatewayKeys keys) {
    return """
        peer: %s
        url: %s
        log-key: %s
        witness-key: %s
        keys: [%s]
        """
        .formatted(
            settings.gateway().replace('/', '-'),
            settings.origin(settings.listen().port()),
            listed(GatewayLedger.logKey(settings.gateway(), keys.logRing()).publicKeys().keys()),
            GatewayLedger.cosignerKey(settings.gateway(), keys.witness()),
            keys.gatewayRing().publicKeys().stream()
                .map(key -> new String(Json.write(key.toJwk()), StandardCharsets.UTF_8))
                .collect(Collectors.joining(", ")));
  }

  /** One as it is, several as a list. */
  private static String listed(List<VerifierKey> keys) {
    return keys.size() == 1 ? keys.getFirst().toString() : keys.toString();
  }
}
