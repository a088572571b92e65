package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.signature.Headers;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contributions over real HTTP, into the real ledger and real files. */
class ContributionTest {
  private static final String CAMPAIGNS =
      "/v1/agreements/orchard/exchanges/campaigns/contributions";
  private static final String HEADCOUNTS =
      "/v1/agreements/orchard/exchanges/headcounts/contributions";
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeEach
  void start(@TempDir Path directory) {
    alliance =
        new TinyAlliance(directory)
            .write(
                "exchanges/headcounts.yaml",
                """
                exchange: headcounts
                key: [ticker]
                fields:
                  ticker: {type: string, category: accounts, value: 1}
                  staff:  {type: integer, category: targeting, value: 5, echoes: accounts.employees}
                """)
            .change(
                "agreements/orchard.yaml",
                "exchanges: [campaigns]",
                "exchanges: [campaigns, headcounts]\nexpect: {campaigns: 2}\nrate: 0.5");
    gateway = RunningGateway.start(alliance);
    orchard = gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply contribute(String target, String mediaType, String body, String key) {
    return orchard.call(
        "POST",
        target,
        Headers.of("content-type", mediaType, "idempotency-key", key),
        RunningGateway.utf8(body));
  }

  private Reply contribute(String target, String mediaType, String body) {
    return contribute(target, mediaType, body, UUID.randomUUID().toString());
  }

  private static String fates(Reply reply) {
    assertThat(reply.status()).as(reply::text).isEqualTo(200);
    return StreamSupport.stream(reply.json().get("records").spliterator(), false)
        .map(
            record ->
                record.get("fate").textValue()
                    + (record.has("credit") ? " " + record.get("credit").asText() : ""))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"records\":[{\"campaign\":\"c1\",\"spend\":7},{\"campaign\":\"c1\","
            + "\"spend\":7},{\"campaign\":\"c2\",\"spend\":-3}]}",
        "application/x-ndjson|{\"campaign\":\"c1\",\"spend\":7}¶{\"campaign\":\"c1\",\"spend\":7}¶"
            + "{\"campaign\":\"c2\",\"spend\":-3}¶",
        "text/csv|campaign,spend¶c1,7¶c1,7¶c2,-3¶",
      })
  void recordsAreTakenInEachFormat(String mediaType, String body) {
    var reply = contribute(CAMPAIGNS, mediaType, body.replace('¶', '\n'));

    assertThat(fates(reply)).isEqualTo("accepted 3, duplicate, invalid");
    assertThat(reply.json().at("/records/2/because").textValue())
        .isEqualTo("spend: -3 is below the minimum 0");
    assertThat(reply.json().get("credit").decimalValue()).isEqualByComparingTo("3");
    assertThat(reply.json().get("standing"))
        .isEqualTo(orchard.get("/v1/agreements/orchard/standing").json());
    assertThat(reply.json().at("/standing/exposure").decimalValue()).isEqualByComparingTo("-3");
  }

  @Test
  void whatWasToldAsABandEarnsNothingWhenItIsToldBack() {
    orchard.post(QUERY, "{\"filter\":\"ticker=in=(ABC,BCD)\",\"fields\":[\"employees\"]}");

    assertThat(
            fates(contribute(HEADCOUNTS, "text/csv", "ticker,staff\nABC,999\nBCD,100\nCDE,5000\n")))
        .isEqualTo("accepted 0.5, accepted 3, accepted 3");
    assertThat(fates(contribute(HEADCOUNTS, "text/csv", "ticker,staff\nABC,120\n")))
        .isEqualTo("echo");
  }

  @Test
  void beyondTwiceWhatIsExpectedNothingEarnsInTheRound() {
    assertThat(fates(contribute(CAMPAIGNS, "text/csv", "campaign,spend\na,1\nb,1\nc,1\nd,1\n")))
        .isEqualTo("accepted 3, accepted 3, accepted 3, accepted 3");
    assertThat(fates(contribute(CAMPAIGNS, "text/csv", "campaign,spend\na,1\ne,1\n")))
        .isEqualTo("duplicate, beyond-expected");
  }

  @Test
  void theSameAgainIsAnsweredTheSameAlsoAfterARestart() {
    String body = "campaign,spend\nc1,7\n";
    var first = contribute(CAMPAIGNS, "text/csv", body, "k1");
    assertThat(contribute(CAMPAIGNS, "text/csv", body, "k1").body()).isEqualTo(first.body());
    var other = contribute(CAMPAIGNS, "text/csv", body + "c2,7\n", "k1");
    assertThat(other.status() + " " + other.code()).isEqualTo("409 idempotency-conflict");

    gateway.restart();
    assertThat(contribute(CAMPAIGNS, "text/csv", body, "k1").body()).isEqualTo(first.body());
    assertThat(orchard.get("/v1/agreements/orchard/standing").json().get("received").intValue())
        .isEqualTo(3);
    assertThat(received()).hasSize(1);
  }

  @Test
  void itsReceiptAndProofStandAloneOffline() throws Exception {
    var reply = contribute(CAMPAIGNS, "text/csv", "campaign,spend\nc1,7\n");
    int index = lastEntry().get("index").intValue();
    byte[] proof = orchard.get("/v1/agreements/orchard/entries/" + index + "/proof").body();
    String key;
    try (var wire = gateway.wire()) {
      key = wire.get("/v1/log/key").text().strip();
    }

    assertThat(
            ReceiptCheck.of(gateway.keys(), VerifierKey.parse(key))
                .verify(reply.json().get("receipt").textValue(), TlogProof.parse(proof)))
        .hasSize(4)
        .contains("contributed under the agreement orchard at stage early, for a credit of 3");
  }

  @Test
  void whatCameInWaitsForItsOwnerUnderTheEntrysRequest() throws IOException {
    contribute(CAMPAIGNS, "text/csv", "campaign,spend\nc1,7\nc2,-3\n");
    var entry =
        (Received)
            EntryJson.read(Base64.getDecoder().decode(lastEntry().get("entry").textValue()))
                .event();

    Path file = received().getFirst();
    assertThat(file)
        .isEqualTo(
            alliance.root.resolve(
                "state/received/orchard/campaigns/" + entry.request() + ".ndjson"))
        .content()
        .isEqualTo(
            """
            {"record":0,"read":{"campaign":"c1","spend":"7"}}
            {"record":1,"fate":"invalid","because":"spend: -3 is below the minimum 0",\
            "read":{"campaign":"c2","spend":"-3"}}
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsRefusedLeavesNothingBehind() {
    assertThat(contribute(CAMPAIGNS, "text/csv", "campaign,spend\nc1,\"7\n").code())
        .isEqualTo("record-malformed");
    assertThat(contribute(CAMPAIGNS, "text/plain", "c1").code())
        .isEqualTo("unsupported-media-type");
    assertThat(orchard.post(CAMPAIGNS, "{\"records\":[]}").code()).isEqualTo("idempotency-missing");
    assertThat(contribute(CAMPAIGNS.replace("campaigns", "none"), "text/csv", "c1").code())
        .isEqualTo("exchange-unknown");
    assertThat(received()).isEmpty();
  }

  @Test
  void ofSixteenMebibytesOnlyTheBrokenLastRowIsLost() {
    var body = new StringBuilder("campaign,spend\n");
    int rows = 0;
    for (; body.length() < (16 << 20) - 200; rows++) {
      body.append("c%07d %s,3\n".formatted(rows, "x".repeat(70)));
    }
    var reply = contribute(CAMPAIGNS, "text/csv", body + "last");
    assertThat(reply.status()).as(() -> reply.text().substring(0, 100)).isEqualTo(200);
    JsonNode records = reply.json().get("records");
    assertThat(records).hasSize(rows + 1);
    assertThat(records.get(rows).toString())
        .isEqualTo(
            "{\"record\":%d,\"fate\":\"invalid\",\"because\":\"the row has 1 cells where the first line has 2\"}"
                .formatted(rows));
    assertThat(reply.json().get("credit").intValue()).isEqualTo(12);
    assertThat(contribute(CAMPAIGNS, "text/csv", body + "x".repeat(400)).code())
        .isEqualTo("too-large");
  }

  private JsonNode lastEntry() {
    var entries = orchard.get("/v1/agreements/orchard/entries?limit=1000").json().get("entries");
    return entries.get(entries.size() - 1);
  }

  private List<Path> received() {
    try (Stream<Path> files = Files.walk(alliance.root.resolve("state/received"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
