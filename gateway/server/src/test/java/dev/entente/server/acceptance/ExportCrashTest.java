package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A partner exports from one gateway, which is killed, and goes on at another over one ledger. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class ExportCrashTest {
  private static final int ACCOUNTS = 200;

  @TempDir Path directory;
  @TempDir Path data;
  @TempDir Path partner;
  private Postgres postgres;
  private TinyAlliance alliance;
  private ServeProcess first;
  private ServeProcess second;

  @BeforeEach
  void start() throws IOException {
    postgres = Postgres.in(data);
    var rows = new StringBuilder("ticker,sector,employees,margin,notes\n");
    IntStream.range(0, ACCOUNTS).forEach(i -> rows.append("T%03d,Steel,7,1,n\n".formatted(i)));
    alliance =
        new TinyAlliance(directory)
            .write("data/accounts.csv", rows.toString())
            .change(
                "entente.yaml",
                "gateway: halden\n",
                "gateway: halden\nledger: {store: postgres, url: \"" + postgres.url() + "\"}\n");
    first = ServeProcess.start(directory);
    second = ServeProcess.start(directory);
    load(first).accept();
    await().atMost(Duration.ofSeconds(10)).until(() -> standing().has("stage"));
    Files.write(partner.resolve("key"), Json.write(alliance.orchard.toPrivateJwk()));
  }

  @AfterEach
  void stop() {
    first.kill();
    second.kill();
    postgres.close();
  }

  private Load load(ServeProcess gateway) {
    return new Load(gateway.origin(), alliance.orchard);
  }

  /** As the second gateway says it. */
  private JsonNode standing() {
    Load load = load(second);
    return load.call(load.get("/v1/agreements/orchard/standing")).json();
  }

  private ServeProcess.Ended export(ServeProcess gateway) {
    return ServeProcess.run(
        "export",
        gateway.origin().toString(),
        "orchard",
        "accounts",
        partner.resolve("rows").toString(),
        "--key",
        partner.resolve("key").toString(),
        "--fields",
        "ticker,sector",
        "--part",
        "1",
        "--records",
        "230");
  }

  private long parts() {
    try {
      return Files.readAllLines(partner.resolve("rows.receipts")).size() - 1L;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void itGoesOnAtAnotherGatewayWithWhatWasReservedAndTheAuditHolds() throws Exception {
    var cut = CompletableFuture.supplyAsync(() -> export(first));
    await().atMost(Duration.ofSeconds(60)).until(() -> parts() > 20);
    first.kill();
    assertThat(cut.get().code()).isEqualTo(1);
    long before = parts();
    assertThat(before).isLessThan(ACCOUNTS);
    JsonNode held = standing();
    assertThat(held.get("reserved").intValue()).isPositive();
    assertThat(held.get("reserved").intValue() + held.get("exposure").intValue()).isEqualTo(460);

    ServeProcess.Ended rest = export(second);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.err()).contains("goes on after " + before + " records");
    assertThat(tickers())
        .isEqualTo(IntStream.range(0, ACCOUNTS).mapToObj("T%03d"::formatted).toList());
    assertThat(standing().get("reserved").intValue()).isZero();
    assertThat(standing().get("exposure").intValue()).isEqualTo(2 * ACCOUNTS);
    ServeProcess.auditHolds(directory);
  }

  private List<String> tickers() throws IOException {
    return Files.readAllLines(partner.resolve("rows")).stream()
        .map(it -> Json.read(it.getBytes(StandardCharsets.UTF_8)).get("ticker").textValue())
        .toList();
  }
}
