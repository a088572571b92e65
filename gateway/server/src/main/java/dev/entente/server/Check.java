package dev.entente.server;

import dev.entente.ledger.Trust;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.BundleAt;
import dev.entente.server.directory.Settings;
import dev.entente.server.http.Identity;
import dev.entente.server.http.ListenException;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.rollout.Policies;
import dev.entente.trustledger.store.StoreException;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Everything that a start would look at, without starting. */
public final class Check {
  private Check() {}

  /**
   * What a person should know.
   *
   * @param errors what has to be mended before partners are answered as the manifests say
   */
  public record Report(List<String> lines, List<String> errors) {
    public Report {
      lines = List.copyOf(lines);
      errors = List.copyOf(errors);
    }
  }

  /**
   * Looks at all of it, every source included.
   *
   * @throws StartRefused if it cannot be started, whatever the sources hold
   */
  public static Report of(AllianceDirectory directory, Talk talk) throws StartRefused {
    return of(directory, talk, true);
  }

  /** The same without a look at the sources, and what follows from those. */
  public static Report offline(AllianceDirectory directory) throws StartRefused {
    return of(directory, Talk.none(), false);
  }

  private static Report of(AllianceDirectory directory, Talk talk, boolean sources)
      throws StartRefused {
    var lines = new ArrayList<String>();
    var errors = new ArrayList<String>();
    tls(directory.settings());
    keys(directory.settings());
    Trust trust = trust(directory.settings());
    lines.add(policy(directory, trust));
    if (sources) {
      Report found = SourceCheck.of(directory, talk);
      lines.addAll(found.lines());
      errors.addAll(found.errors());
    }
    Agreements.keepApart(directory, trust);
    lines.addAll(Agreements.differences(trust, directory.agreements()));
    lines.add(
        "%s: %d datasets, %d exchanges, %d agreements%s"
            .formatted(
                errors.isEmpty() ? "in order" : "not in order",
                directory.datasets().size(),
                directory.exchanges().size(),
                directory.agreements().size(),
                sources ? "" : "; no source was looked at"));
    return new Report(lines, errors);
  }

  private static void tls(Settings settings) throws StartRefused {
    var pem = Listeners.pem(settings);
    if (pem.isPresent()) {
      Vertx vertx = Listeners.vertx();
      try {
        Identity.read(vertx, pem.get());
      } catch (ListenException e) {
        throw new StartRefused(String.valueOf(e.getMessage()));
      } finally {
        vertx.close().toCompletionStage().toCompletableFuture().join();
      }
    }
  }

  private static void keys(Settings settings) throws StartRefused {
    try {
      KeyFolder.check(settings.keys());
    } catch (KeysUnusable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  /** The one that lies there, which may be another than the one in force. */
  private static String policy(AllianceDirectory directory, Trust trust) throws StartRefused {
    try {
      Bundle bundle = Policies.offered(directory);
      Policies.check(bundle, directory.settings().policy(), trust.policies());
      return "policy %s%s%s"
          .formatted(
              bundle.revision(),
              directory
                  .bundle()
                  .map(at -> " of " + shown(at, directory))
                  .orElse(", the default one"),
              directory.settings().policy().opa().map(it -> ", by OPA at " + it).orElse(""));
    } catch (BundleRefused | Unavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static String shown(BundleAt at, AllianceDirectory directory) {
    return switch (at) {
      case BundleAt.Here(var path) -> directory.root().relativize(path).toString();
      case BundleAt.Served(var address, _) -> address.toString();
    };
  }

  /** What the ledger holds, where there is one already. */
  private static Trust trust(Settings settings) throws StartRefused {
    try {
      return FoldedLog.readOrNone(settings);
    } catch (StoreException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }
}
