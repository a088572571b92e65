package dev.entente.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.FieldName;
import dev.entente.json.CellJson;
import dev.entente.json.Json;
import dev.entente.ledger.Contribution.Read;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.Shared;
import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** What the ledger, the receipt and the owner get of a body. */
class ContributedTest {
  private static final String REACH =
      """
      {"key": ["campaign"], "fields": {
        "campaign": {"type": "string", "category": "performance", "value": 1},
        "staff": {"type": "integer", "category": "targeting", "value": 5,
          "echoes": "accounts.employees"}}}
      """;

  private final FakeInbox inbox = new FakeInbox();

  private Contributed read(ExchangeManifest exchange, Basis basis, String body) {
    var request = Sha256.hash();
    var parcel = inbox.open(new AgreementId("orchard"), exchange.id(), request);
    var outcome =
        Contributed.read(Format.JSON, body.getBytes(StandardCharsets.UTF_8), basis, parcel);
    parcel.keep();
    return ((Outcome.Passed<Contributed>) outcome).value();
  }

  private Shared first(String manifest, String record) {
    var exchange = Wants.exchange(manifest);
    var read = read(exchange, Wants.basis(exchange), "{\"records\":[" + record + "]}");
    return ((Read.Fit) read.records().getFirst()).shared();
  }

  private static RecordKey key(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return Wants.CELLS.key(utf8, utf8.length);
  }

  private static long hash(Object value) {
    return Wants.CELLS.cell(CellJson.of(value));
  }

  @Test
  void hashAndRootAreOverAllRecordsAsTheLibraryWritesThem() throws IOException {
    String body =
        """
        {"records":[{"spend":1.50,"campaign":"ü\\u0001"},{"campaign":"c","spend":-3,"x":{"b":1,"a":[]}},
          7, null, "t"]}""";
    var exchange = Wants.exchange(Wants.CAMPAIGNS);
    var basis = Wants.basis(exchange);
    var read = read(exchange, basis, body);

    JsonNode sent = Json.read(body.getBytes(StandardCharsets.UTF_8)).get("records");
    assertThat(read.hash())
        .isEqualTo(Sha256.hash(new JsonCanonicalizer(Json.write(sent)).getEncodedUTF8()));
    var root = new MerkleRoot();
    for (String record :
        List.of(
            "{\"campaign\":\"ü\\u0001\",\"spend\":1.5}",
            "{\"campaign\":\"c\",\"spend\":-3,\"x\":{\"a\":[],\"b\":1}}",
            "7",
            "null",
            "\"t\"")) {
      root.add(
          Sha256.hash(new byte[1], basis.salt().bytes(), record.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(read.root()).isEqualTo(root.root());
  }

  @Test
  void aRecordIsRememberedByItsKeyAndTheHashesOfItsCells() {
    var shared = first(Wants.CAMPAIGNS, "{\"campaign\":\"c1\",\"spend\":2.0,\"price\":1.50}");
    assertThat(shared.key()).isEqualTo(key("\"c1\","));
    assertThat(shared.hashes()).containsExactly(hash("c1"), hash(2L), 0, hash("1.5"), 0, 0, 0);
    assertThat(shared.echoes()).isEmpty();
  }

  @Test
  void aCellThatEchoesIsKnownInEveryFormThatTheTermsOffer() {
    var shared = first(REACH, "{\"campaign\":\"ACME\",\"staff\":512}");
    assertThat(shared.echoes())
        .containsExactly(
            new Shared.Echo(
                1,
                SampleTerms.ACCOUNTS,
                key("\"ACME\","),
                new FieldName("employees"),
                Map.of(Form.FULL, hash(512L), Form.BAND, hash("100-999"))));
  }

  @Test
  void theDatasetsKeyIsFoundByItsNameBeforeItsPlace() {
    String byName =
        REACH.replace(
            "\"staff\"",
            "\"ticker\": {\"type\": \"string\", \"category\": \"a\", \"value\": 0}, \"staff\"");
    var shared = first(byName, "{\"campaign\":\"c1\",\"ticker\":\"ACME\",\"staff\":512}");
    assertThat(shared.echoes().getFirst().key()).isEqualTo(key("\"ACME\","));
    assertThat(shared.echoes().getFirst().place()).isEqualTo(2);
  }

  @Test
  void whereNothingSaysWhichRecordIsMeantOrTheTypeIsAnotherNothingIsAnEcho() {
    String otherKey =
        REACH.replace(
            "\"campaign\": {\"type\": \"string\"", "\"campaign\": {\"type\": \"integer\"");
    assertThat(first(otherKey, "{\"campaign\":1,\"staff\":512}").echoes()).isEmpty();
    String otherType =
        REACH.replace("\"staff\": {\"type\": \"integer\"", "\"staff\": {\"type\": \"number\"");
    assertThat(first(otherType, "{\"campaign\":\"ACME\",\"staff\":512}").echoes()).isEmpty();
    assertThat(first(REACH, "{\"campaign\":\"ACME\"}").echoes()).isEmpty();
  }
}
