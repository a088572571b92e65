package dev.entente.server;

import com.nimbusds.jose.util.Base64URL;
import dev.entente.server.directory.Settings;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import java.nio.file.Files;
import java.time.InstantSource;

/** Opens the ledger that the settings name. */
public final class GatewayLedger {
  private GatewayLedger() {}

  static GroupCommitLedger open(
      Settings settings, StateLock lock, SigningKey log, InstantSource clock, Talk talk) {
    settings
        .checkpoints()
        .filter(
            file -> !Files.exists(file) && Files.exists(settings.state().resolve(SqliteStore.FILE)))
        .ifPresent(
            file ->
                talk.say(
                    file
                        + " is not there, so nothing shows whether the log is the newest; it is"
                        + " kept from now on"));
    return GroupCommitLedger.open(
        SqliteStore.open(lock),
        logKey(settings.gateway(), log),
        settings.checkpoints(),
        clock,
        (done, all) -> talk.progress("verifying the log, entry", done, all));
  }

  /** The log's key under the gateway's name. */
  public static LogKey logKey(String gateway, SigningKey log) {
    return new LogKey(verifierKey(gateway, log), log::sign, NoteVerifier.ofPlatform());
  }

  /** The log's public key under the gateway's name. */
  public static VerifierKey verifierKey(String gateway, SigningKey log) {
    String x = String.valueOf(log.publicKey().toJwk().get("x"));
    return VerifierKey.of(new KeyName(gateway), new Base64URL(x).decode());
  }
}
