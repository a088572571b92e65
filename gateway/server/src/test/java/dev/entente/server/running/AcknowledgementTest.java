package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.ledger.Acknowledgement;
import dev.entente.server.cli.InProcess;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The partner's signatures over receipts, as they come over the wire. */
class AcknowledgementTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";
  private static final String TARGET = AGREEMENT + "/acknowledgements";

  @TempDir private Path directory;
  private TinyAlliance alliance;
  private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeEach
  void start() {
    alliance =
        new TinyAlliance(directory)
            .change("entente.yaml", "admin: 127.0.0.1:0", "external-origin: http://halden.example");
    gateway = RunningGateway.start(alliance, () -> now);
    orchard = gateway.orchard();
  }

  @AfterEach
  void stopAndAudit() {
    gateway.close();
    var audit = InProcess.run("audit", directory.toString());
    assertThat(audit.exit()).as(audit.out()).isZero();
  }

  @Test
  void whatBothSignedStandsInTheLedgerAndInTheStanding() {
    String signed = sign(receipt());
    Reply reply = send(List.of(signed));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(fates(reply)).containsExactly("acknowledged");
    assertThat(standing().at("/unacknowledged/count").intValue()).isZero();
    JsonNode entry = newest();
    assertThat(entry.get("kind").textValue()).isEqualTo("acknowledged");
    assertThat(entry.at("/entries/0/acknowledgement").textValue()).isEqualTo(signed);
  }

  /** The answer is lost, or the gateway goes down after it; the client sends all of it again. */
  @Test
  void lostRepeatedAndReorderedTheyCountOnce() {
    List<String> signed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      signed.add(sign(receipt()));
    }
    send(signed.subList(1, 3));
    gateway.restart();
    orchard = gateway.caller(alliance.orchard);
    Collections.reverse(signed);
    Reply reply = send(signed);
    assertThat(fates(reply))
        .containsExactly("acknowledged", "duplicate", "duplicate", "acknowledged");
    assertThat(fates(send(signed))).containsOnly("duplicate");
  }

  @Test
  void forgeriesAreInvalidAndStopNoOther() {
    String receipt = receipt();
    String good = sign(receipt);
    String[] parts = good.split("\\.", -1);
    String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    Reply reply =
        send(
            List.of(
                Acknowledgement.sign(receipt, alliance.pear),
                Acknowledgement.sign(receipt, SigningKey.generate()),
                encoded(header.replace("EdDSA", "none")) + "." + parts[1] + ".",
                encoded(header.replace("EdDSA", "HS256")) + "." + parts[1] + "." + parts[2],
                sign(receipt.replaceFirst("\\..", ".f")),
                receipt,
                good));
    assertThat(fates(reply))
        .containsExactly(
            "invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "acknowledged");
    assertThat(reply.json().get("acknowledgements").findValuesAsText("because"))
        .allSatisfy(because -> assertThat(because).isNotBlank());
  }

  @Test
  void anothersReceiptIsNotTaken() {
    Caller pear = gateway.caller(alliance.pear);
    String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
    pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    String receipt =
        pear.post("/v1/agreements/pear/datasets/secrets/query", "{}")
            .json()
            .get("receipt")
            .textValue();
    assertThat(fates(send(List.of(sign(receipt))))).containsExactly("invalid");
  }

  @Test
  void tooManyOrTooMuchTakesNothing() {
    String signed = sign(receipt());
    assertThat(send(Collections.nCopies(501, signed)).code()).isEqualTo("query-malformed");
    assertThat(send(Collections.nCopies(500, "x".repeat(2_200))).status()).isEqualTo(413);
    assertThat(standing().at("/unacknowledged/count").intValue()).isEqualTo(1);
    assertThat(fates(send(Collections.nCopies(500, signed)))).hasSize(500);
  }

  @Test
  void afterADayAReceiptStandsInTheWayOfARaiseUntilItIsAcknowledged() {
    String receipt = receipt();
    now = now.plus(Duration.ofHours(24));
    assertThat(gate().toString())
        .isEqualTo("{\"gate\":\"acknowledged\",\"met\":true,\"have\":0,\"need\":0,\"missing\":0}");
    now = now.plus(Duration.ofSeconds(1));
    assertThat(gate().toString())
        .isEqualTo("{\"gate\":\"acknowledged\",\"met\":false,\"have\":1,\"need\":0,\"missing\":1}");
    assertThat(standing().get("unacknowledged").toString())
        .isEqualTo(
            "{\"count\":1,\"oldest\":\"2026-03-01T10:00:00Z\",\"overdue\":1,\"entries\":[7]}");
    JsonNode before = standing();
    send(List.of(sign(receipt)));
    assertThat(gate().get("met").booleanValue()).isTrue();
    for (String figure : List.of("given", "received", "exposure", "remaining")) {
      assertThat(standing().get(figure)).isEqualTo(before.get(figure));
    }
  }

  private String receipt() {
    return orchard
        .post(AGREEMENT + "/datasets/accounts/query", "{}")
        .json()
        .get("receipt")
        .textValue();
  }

  private String sign(String receipt) {
    return Acknowledgement.sign(receipt, alliance.orchard);
  }

  private Reply send(List<String> signed) {
    byte[] body = Json.write(Map.of("acknowledgements", signed));
    return orchard.post(TARGET, new String(body, StandardCharsets.UTF_8));
  }

  private static List<String> fates(Reply reply) {
    return reply.json().get("acknowledgements").findValuesAsText("fate");
  }

  private JsonNode standing() {
    return orchard.get(AGREEMENT + "/standing").json();
  }

  private JsonNode gate() {
    for (JsonNode gate : standing().at("/next/gates")) {
      if (gate.get("gate").textValue().equals("acknowledged")) {
        return gate;
      }
    }
    throw new AssertionError("there is no such gate");
  }

  private JsonNode newest() {
    JsonNode entries = orchard.get(AGREEMENT + "/entries?limit=1000").json().get("entries");
    String bytes = entries.get(entries.size() - 1).get("entry").textValue();
    return Json.read(Base64.getDecoder().decode(bytes));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
