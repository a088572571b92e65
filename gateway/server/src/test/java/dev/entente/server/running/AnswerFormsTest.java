package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in other forms than JSON, as others read them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerFormsTest {
  private static final String QUERY = TypedRecords.PATH + "/query";
  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String PARQUET = "application/vnd.apache.parquet";

  @TempDir Path folder;
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeAll
  void start(@TempDir Path directory) {
    gateway = RunningGateway.start(TypedRecords.in(directory));
    orchard = gateway.orchard();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private Reply ask(String accept, String query) {
    return orchard.call(
        "POST", QUERY, Caller.json().and(Headers.of("accept", accept)), RunningGateway.utf8(query));
  }

  private static JsonNode about(Reply reply) {
    String header = reply.headers().combined("entente-answer");
    assertThat(header).startsWith(":").endsWith(":");
    return Json.read(Base64.getDecoder().decode(header.substring(1, header.length() - 1)));
  }

  private List<List<Object>> asJson() {
    return TypedRecords.of(ask("application/json", "{}").json().get("records"));
  }

  @Test
  void linesAreReadBackAsTheJsonAnswerSays() throws Exception {
    Reply reply = ask(NDJSON, "{}");
    String file = TypedRecords.file(folder, "a.ndjson", reply.body());

    assertThat(reply.headers().combined("content-type")).isEqualTo(NDJSON);
    assertThat(reply.text()).endsWith("}\n").hasLineCount(5);
    assertThat(
            TypedRecords.duckdb("read_json(" + file + ", columns=" + TypedRecords.columns() + ")"))
        .isEqualTo(asJson());
  }

  @Test
  void csvIsReadBackAsTheJsonAnswerSays() throws Exception {
    Reply reply = ask(CSV, "{}");
    String file = TypedRecords.file(folder, "a.csv", reply.body());

    assertThat(reply.headers().combined("content-type"))
        .isEqualTo("text/csv; charset=utf-8; header=present");
    assertThat(reply.text())
        .startsWith("id,note,count,ratio,price,live,day,at,size\r\na,\"=SUM(A1), \"\"said\"\"\",")
        .contains("\r\nd, spaces ,,,,,,,\r\n")
        .endsWith("\r\n");
    String columns = TypedRecords.columns();
    assertThat(
            TypedRecords.duckdb(
                "read_csv(" + file + ", header=true, quote='\"', columns=" + columns + ")"))
        .isEqualTo(asJson());
  }

  @Test
  void anArrowStreamIsReadBackAsTheJsonAnswerSays() throws Exception {
    assertThat(TypedRecords.arrow(ask(ARROW, "{}").body())).isEqualTo(asJson());
  }

  @Test
  void parquetIsReadBackAsTheJsonAnswerSays() throws Exception {
    String file = TypedRecords.file(folder, "a.parquet", ask(PARQUET, "{}").body());

    assertThat(TypedRecords.duckdb("read_parquet(" + file + ")")).isEqualTo(asJson());
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, CSV, ARROW, PARQUET})
  void allElseStandsInAHeaderThatTheSignatureCovers(String form) {
    Reply reply = ask(form, "{\"limit\":2}");
    JsonNode json = ask("application/json", "{\"limit\":2}").json();

    assertThat(reply.headers().combined("signature-input"))
        .contains("\"content-digest\" \"entente-answer\" \"@method\";req");
    JsonNode about = about(reply);
    List<String> names = new ArrayList<>();
    about.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "agreement", "dataset", "stage", "policy", "next", "fields", "reciprocity", "receipt");
    assertThat(about.get("fields")).isEqualTo(json.get("fields"));
    String claims = about.get("receipt").textValue().split("\\.", -1)[1];
    assertThat(Json.read(Base64.getUrlDecoder().decode(claims)).get("records").textValue())
        .isEqualTo(Sha256.hash(Json.canonical(json.get("records"))).toString());
  }

  @Test
  void theNextPageGoesOnFromTheHeadersCursor() {
    String next = about(ask(CSV, "{\"fields\":[\"id\"],\"limit\":3}")).get("next").textValue();

    Reply rest = ask(CSV, "{\"fields\":[\"id\"],\"limit\":3,\"cursor\":\"" + next + "\"}");
    assertThat(rest.text()).isEqualTo("id\r\nd\r\ne\r\n");
    assertThat(about(rest).get("next").isNull()).isTrue();
  }

  @Test
  void aHeaderThatIsChangedOrTakenAwayProvesNothing() {
    var request =
        orchard.signed(
            "POST",
            QUERY,
            Caller.json().and(Headers.of("accept", NDJSON)),
            RunningGateway.utf8("{}"));
    Reply reply;
    try (var wire = gateway.wire()) {
      reply = wire.send(Caller.bytes(wire, request, QUERY)).reply();
    }
    assertThat(reply.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
    for (String about : new String[] {":e30=:", ""}) {
      var lines =
          reply.headers().lines().stream()
              .filter(line -> !line.name().equals("entente-answer"))
              .toList();
      Headers headers = Headers.of(lines);
      headers = about.isEmpty() ? headers : headers.and(Headers.of("entente-answer", about));
      assertThat(new Reply(reply.status(), headers, reply.body()).proof(gateway.keys(), request))
          .isInstanceOf(AnswerProof.Unproved.class);
    }
  }

  @Test
  void aHeaderIsNotBelievedWhereTheSignatureIsOfNone() {
    var request = orchard.signed("POST", QUERY, Caller.json(), RunningGateway.utf8("{}"));
    Reply reply;
    try (var wire = gateway.wire()) {
      reply = wire.send(Caller.bytes(wire, request, QUERY)).reply();
    }
    Headers more = reply.headers().and(Headers.of("entente-answer", ":e30=:"));
    assertThat(new Reply(reply.status(), more, reply.body()).proof(gateway.keys(), request))
        .isInstanceOf(AnswerProof.Unproved.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "text/* | text/csv",
        "application/* | application/json",
        "text/csv;q=0.8, application/x-ndjson;q=0.9 | application/x-ndjson",
        "text/csv, application/json;q=0.999 | text/csv",
        "*/*, application/json;q=0 | application/x-ndjson",
        "application/*;q=0.1, application/vnd.apache.parquet;q=0.2 | application/vnd.apache.parquet",
        "text/csv;header=present | text/csv",
        "TEXT/CSV; Charset=UTF-8 | text/csv",
      })
  void theFormIsTheOneThatIsWantedMost(String accept, String type) {
    assertThat(ask(accept, "{}").headers().combined("content-type")).startsWith(type);
  }

  @Test
  void whatIsNotThereIsRefusedNamingWhatIs() {
    Reply reply = ask("application/xml, text/csv;q=0", "{}");

    assertThat(reply.status()).isEqualTo(406);
    assertThat(reply.json().get("detail").textValue())
        .contains("application/json or " + NDJSON + " or " + CSV + " or " + ARROW);
  }

  @Test
  void aRefusalIsAProblemWhateverWasAccepted() {
    Reply reply = ask(PARQUET, "{\"filter\":\"nothing==1\"}");

    assertThat(reply.code()).isEqualTo("field-unknown");
    assertThat(reply.headers().combined("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.headers().contains("entente-answer")).isFalse();
  }

  @Test
  void noRecordsAreAFormOfTheirOwnToo() throws Exception {
    String none = "{\"filter\":\"id==nobody\"}";
    assertThat(ask(NDJSON, none).body()).isEmpty();
    assertThat(ask(CSV, none).text()).hasLineCount(1);
    assertThat(TypedRecords.arrow(ask(ARROW, none).body())).isEmpty();
    String file = TypedRecords.file(folder, "none.parquet", ask(PARQUET, none).body());
    assertThat(TypedRecords.duckdb("read_parquet(" + file + ")")).isEmpty();
  }

  @Test
  void whatIsToSayOfAWideDatasetStaysShortAndItsDescriptionSaysTheRest(@TempDir Path directory) {
    var manifest = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      manifest.append(
          "  f" + i + ": {type: string, category: accounts, value: 1, stage: mid, column: note}\n");
    }
    TinyAlliance wide = TypedRecords.in(directory);
    wide.change("datasets/accounts.yaml", "  inner:", manifest + "  inner:");
    try (var other = RunningGateway.start(wide)) {
      Caller caller = other.orchard();
      Reply reply =
          caller.call(
              "POST",
              QUERY,
              Caller.json().and(Headers.of("accept", ARROW)),
              RunningGateway.utf8("{}"));

      assertThat(reply.headers().combined("entente-answer")).hasSizeLessThan(8_192);
      assertThat(about(reply).has("fields")).isFalse();
      assertThat(about(reply).has("receipt")).isTrue();
      assertThat(caller.get(TypedRecords.PATH).json().at("/fields/f199/because").textValue())
          .isEqualTo("stage");
    }
  }

  @Test
  void aPartOfAnExportComesInAnyForm() {
    long export =
        orchard
            .post(TypedRecords.PATH + "/exports", "{\"fields\":[\"id\"],\"records\":5}")
            .json()
            .get("export")
            .longValue();
    Reply reply =
        orchard.call(
            "POST",
            TypedRecords.PATH + "/exports/" + export,
            Caller.json().and(Headers.of("accept", CSV)),
            "{\"fields\":[\"id\"]}".getBytes(StandardCharsets.UTF_8));

    assertThat(reply.text()).isEqualTo("id\r\na\r\nb\r\nc\r\nd\r\ne\r\n");
    assertThat(about(reply).at("/export/export").longValue()).isEqualTo(export);
  }
}
