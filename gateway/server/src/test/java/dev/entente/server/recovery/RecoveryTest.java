package dev.entente.server.recovery;

import static dev.entente.server.recovery.Restored.AGREEMENT;
import static dev.entente.server.recovery.Restored.QUERY;
import static dev.entente.server.recovery.Restored.done;
import static dev.entente.server.recovery.Restored.exposure;
import static dev.entente.server.recovery.Restored.refusal;
import static dev.entente.server.recovery.Restored.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A legitimate restore comes back into service, and nothing else does. */
@Timeout(120)
class RecoveryTest {
  @TempDir private Path directory;
  private Restored halden;

  @BeforeEach
  void prepare() {
    halden = new Restored(directory);
  }

  private static void serves(RunningGateway gateway) {
    assertThat(refusal(gateway)).isEmpty();
  }

  @Test
  void aRestoreServesAgainOnceThePartnerHasConsentedAndCountsWhatItsReceiptsShow()
      throws Exception {
    double before;
    try (var gateway = halden.start()) {
      gateway.orchard();
    }
    halden.played();
    try (var gateway = halden.start()) {
      before = exposure(gateway.caller(halden.alliance.orchard));
    }
    byte[] lostCheckpoint = Files.readAllBytes(halden.checkpoint);
    halden.restored();
    try (var gateway = halden.start()) {
      assertThat(refusal(gateway)).contains("the state is an older copy");
    }

    Path recovery = halden.proposed();
    Path consent = halden.consented(recovery);
    assertThat(done(halden.finish(consent))).contains("log.recovered", "orchard: active");

    try (var gateway = halden.start()) {
      serves(gateway);
      halden.pass(Duration.ofMinutes(8));
      Caller orchard = gateway.caller(halden.alliance.orchard);
      assertThat(exposure(orchard)).isEqualTo(before);
      assertThat(orchard.post(QUERY, "{}").status()).isEqualTo(200);
    }
    assertThat(Files.readAllBytes(halden.checkpoint)).isNotEqualTo(lostCheckpoint);
    assertThat(done(halden.audit())).contains("everything holds", "the log went on from");
    Path held = Files.write(directory.resolve("held.checkpoint"), lostCheckpoint);
    assertThat(done(halden.audit("--checkpoint", held.toString())))
        .contains("from outside is no fork: it is named there as lost");
    assertThat(done(halden.run("exposure", halden.alliance.root.toString(), "orchard")))
        .contains("besides, releases worth");
  }
}
