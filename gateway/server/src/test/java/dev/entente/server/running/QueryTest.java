package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A query over real HTTP, from real files, through the real policy, into the real ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance = new TinyAlliance(directory);
    gateway = RunningGateway.start(alliance);
    orchard = gateway.orchard();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aQueryIsAnsweredByStagePricedAndExplained() {
    var answer = orchard.post(QUERY, "{\"filter\":\"sector==Software\"}");

    assertThat(answer.status()).isEqualTo(200);
    var json = answer.json();
    assertThat(json.get("stage").textValue()).isEqualTo("early");
    assertThat(json.get("records").toString())
        .isEqualTo(
            """
            [{"ticker":"ABC","sector":"Software","employees":"100-999"},\
            {"ticker":"CDE","sector":"Software","employees":">=1000"},\
            {"ticker":"EFG","sector":"Software","employees":null}]\
            """);
    assertThat(json.at("/fields/employees/release").textValue()).isEqualTo("band");
    assertThat(json.at("/fields/margin/because").textValue()).isEqualTo("stage");
    assertThat(json.get("fields").has("notes")).isFalse();
    assertThat(json.at("/reciprocity/window").intValue()).isEqualTo(500);
    assertThat(json.at("/reciprocity/value").decimalValue()).isEqualByComparingTo("9");
    assertThat(answer.text()).doesNotContain("hidden");
  }

  @Test
  void itsReceiptAndProofStandAloneOffline() throws Exception {
    var answer = orchard.post(QUERY, "{\"limit\":1}");
    String receipt = answer.json().get("receipt").textValue();
    var entries = orchard.get("/v1/agreements/orchard/entries?limit=1000").json().get("entries");
    int index = entries.get(entries.size() - 1).get("index").intValue();
    byte[] proof = orchard.get("/v1/agreements/orchard/entries/" + index + "/proof").body();
    String key;
    try (var wire = gateway.wire()) {
      key = wire.get("/v1/log/key").text().strip();
    }

    assertThat(
            ReceiptCheck.of(gateway.keys(), VerifierKey.parse(key))
                .verify(receipt, TlogProof.parse(proof)))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("entry " + index + " of the log halden"));
  }

  @Test
  void anotherPartnersAgreementIsByteForByteAsUnknownAsNone() {
    var pear = gateway.caller(alliance.pear);
    var others = pear.get("/v1/agreements/orchard");
    var none = pear.get("/v1/agreements/nobody");

    assertThat(others.status()).isEqualTo(404);
    assertThat(others.code()).isEqualTo("not-a-party");
    assertThat(others.body()).isEqualTo(none.body());
  }

  @Test
  void beforeAcceptanceOnlyTheAgreementIsShown() {
    var pear = gateway.caller(alliance.pear);

    assertThat(pear.get("/v1/agreements/pear").json().get("state").textValue())
        .isEqualTo("proposed");
    var query = pear.post("/v1/agreements/pear/datasets/secrets/query", "{}");
    assertThat(query.status()).isEqualTo(403);
    assertThat(query.code()).isEqualTo("agreement-not-accepted");
  }

  @Test
  void aKeyThatNobodyRegisteredIsRefused() {
    var answer = gateway.caller(alliance.stranger).get("/v1/agreements/orchard");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("signature-invalid");
  }

  @Test
  void whatIsUntidyInTheSourceIsToldAtStart() {
    assertThat(gateway.said())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("dataset accounts (data/accounts.csv): employees: 1 cell"))
        .anySatisfy(line -> assertThat(line).contains("1 row without a key left out"));
  }
}
