package dev.entente.server;

import com.nimbusds.jose.util.Base64URL;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.KeyRing;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.PostgresLog;
import dev.entente.trustledger.store.PostgresStore;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.witness.WitnessKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the ledger that the settings name. */
public final class GatewayLedger {
  private GatewayLedger() {}

  static GroupCommitLedger open(
      Settings settings, Instance instance, KeyRing log, InstantSource clock, Talk talk) {
    Store store = store(settings, instance);
    settings
        .checkpoints()
        .filter(file -> !Files.exists(file) && store.checkpoint().isPresent())
        .ifPresent(
            file ->
                talk.say(
                    file
                        + " is not there, so nothing shows whether the log is the newest; it is"
                        + " kept from now on"));
    return open(settings, store, log, settings.checkpoints(), clock, talk);
  }

  /** The same, whatever others have seen of the log. */
  static GroupCommitLedger openAlone(
      Settings settings, Instance instance, KeyRing log, InstantSource clock, Talk talk) {
    return open(settings, store(settings, instance), log, Optional.empty(), clock, talk);
  }

  private static GroupCommitLedger open(
      Settings settings,
      Store store,
      KeyRing log,
      Optional<Path> outside,
      InstantSource clock,
      Talk talk) {
    return GroupCommitLedger.open(
        store,
        logKey(settings.gateway(), log),
        outside,
        clock,
        (done, all) -> talk.progress("verifying the log, entry", done, all));
  }

  private static Store store(Settings settings, Instance instance) {
    return settings
        .database()
        .<Store>map(PostgresStore::open)
        .orElseGet(() -> SqliteStore.open(instance.lock()));
  }

  /**
   * Opens the log for reading, beside whoever writes it.
   *
   * @throws StoreException if there is none yet, or it cannot be read
   */
  public static LogReader read(Settings settings) {
    return find(settings)
        .orElseThrow(
            () ->
                new StoreException(
                    settings.database().map(Object::toString).orElse(file(settings).toString())
                        + " holds no ledger yet; start the gateway once, it makes it"));
  }

  /** The same; empty if there is none yet. */
  public static Optional<LogReader> find(Settings settings) {
    if (settings.database().isPresent()) {
      return PostgresLog.find(settings.database().get()).map(log -> log);
    }
    return Files.exists(file(settings))
        ? Optional.of(SqliteLog.open(file(settings)))
        : Optional.empty();
  }

  private static Path file(Settings settings) {
    return settings.state().resolve(SqliteStore.FILE);
  }

  /** The log's key under the gateway's name. */
  public static LogKey logKey(String gateway, SigningKey log) {
    return logKey(gateway, KeyRing.of(log));
  }

  /** The same, through its rotations. */
  public static LogKey logKey(String gateway, KeyRing log) {
    var verifier = NoteVerifier.ofPlatform();
    return new LogKey(
        verifierKey(gateway, log.current()),
        log.current()::sign,
        log.next().map(next -> new LogKey(verifierKey(gateway, next), next::sign, verifier)),
        log.former().stream().map(it -> verifierKey(gateway, it)).toList(),
        verifier);
  }

  /** The log's public key under the gateway's name. */
  public static VerifierKey verifierKey(String gateway, SigningKey log) {
    return verifierKey(gateway, log.publicKey());
  }

  private static VerifierKey verifierKey(String gateway, VerifyingKey log) {
    return VerifierKey.of(new KeyName(gateway), raw(log));
  }

  /** The key that the gateway cosigns others' checkpoints with, under a name of its own. */
  public static WitnessKey witnessKey(String gateway, SigningKey witness) {
    return new WitnessKey(cosignerKey(gateway, witness), witness::sign, NoteVerifier.ofPlatform());
  }

  /** Its public half. */
  public static CosignerKey cosignerKey(String gateway, SigningKey witness) {
    return CosignerKey.of(new KeyName(gateway + "/witness"), raw(witness.publicKey()));
  }

  private static byte[] raw(VerifyingKey key) {
    return new Base64URL(String.valueOf(key.toJwk().get("x"))).decode();
  }
}
