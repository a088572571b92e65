package dev.entente.server;

import dev.entente.ledger.Trust;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.arithmetic.Arithmetic;
import dev.entente.server.arithmetic.Finding;
import dev.entente.server.directory.AgreementFile;
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
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Everything that a start would look at, without starting. */
public final class Check {
  private Check() {}

  /**
   * What a person should know about a directory that can be started.
   *
   * @throws StartRefused if it cannot
   */
  public static List<String> of(AllianceDirectory directory, Talk talk) throws StartRefused {
    var lines = new ArrayList<String>();
    tls(directory.settings());
    keys(directory.settings());
    Trust trust = trust(directory.settings());
    lines.add(policy(directory, trust));
    lines.addAll(sources(directory, talk));
    Agreements.keepApart(directory, trust);
    lines.addAll(Agreements.differences(trust, directory.agreements()));
    lines.add(
        "in order: %d datasets, %d exchanges, %d agreements"
            .formatted(
                directory.datasets().size(),
                directory.exchanges().size(),
                directory.agreements().size()));
    return lines;
  }

  private static String line(AgreementFile file, Finding finding) {
    return switch (finding.severity()) {
      case NOTE -> "agreement " + file.id() + ": " + finding.text();
      case WARNING ->
          "%s:%d: warning: %s"
              .formatted(file.file().name(), file.file().line(finding.place()), finding.text());
    };
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

  private static List<String> arithmetic(AllianceDirectory directory, Sources sources) {
    return directory.agreements().values().stream()
        .flatMap(
            file ->
                Arithmetic.of(file.terms(), sources::count).stream()
                    .map(finding -> line(file, finding)))
        .toList();
  }

  /** What is untidy in the sources, and what they and the terms come to. */
  private static List<String> sources(AllianceDirectory directory, Talk talk) throws StartRefused {
    var findings = new ArrayList<String>();
    Talk kept =
        new Talk() {
          @Override
          public void say(String line) {
            findings.add(line);
          }

          @Override
          public void progress(String what, long done, long total) {
            talk.progress(what, done, total);
          }
        };
    try (var scratch = Scratch.make();
        var sources = new Sources(InstantSource.system())) {
      sources.open(directory, scratch.folder(), kept);
      findings.addAll(arithmetic(directory, sources));
    } catch (Unavailable e) {
      throw new StartRefused("a source cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new StartRefused("there is no room for temporary files: " + e.getMessage());
    }
    return findings;
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
