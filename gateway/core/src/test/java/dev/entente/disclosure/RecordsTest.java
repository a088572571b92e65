package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Query;
import dev.entente.json.Json;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.source.Page;
import dev.entente.source.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final CellHash HASH = new CellHash(7);
  private static final Salt SALT = Salt.fresh();

  /** Rows of ticker, sector, employees, city and rating, as the plan reads them. */
  private static final Page PAGE =
      new Page(
          List.of(
              new Row("ACME", "Software \"&\" 😀", 512L, "Ham\u0001burg\n", "A"),
              new Row("BOLT", null, 9L, null, null),
              new Row("CORE", "Steel", null, "Ulm", "B")),
          false);

  @Test
  void recordsKeepTheManifestsOrderAndNullsStayNull() {
    assertThat(records("{}").json(3))
        .asString()
        .isEqualTo(
            """
            [{"ticker":"ACME","sector":"Software \\"&\\" 😀","employees":"100-999",\
            "city":"Ham\\u0001burg\\n","rating":"A"},\
            {"ticker":"BOLT","sector":null,"employees":"<100","city":null,"rating":null},\
            {"ticker":"CORE","sector":"Steel","employees":null,"city":"Ulm","rating":"B"}]""");
  }

  @Test
  void theFirstRecordsAreCutWhole() {
    assertThat(records("{}").json(0)).asString().isEqualTo("[]");
    assertThat(Json.read(records("{}").json(2))).hasSize(2);
  }

  @Test
  void theHashIsThatOfTheLibrarysCanonicalFormOfWhatIsAnswered() throws IOException {
    var records = records("{}");
    for (int count = 0; count <= 3; count++) {
      byte[] canonical = new JsonCanonicalizer(records.json(count)).getEncodedUTF8();
      assertThat(records.hash(count)).isEqualTo(Sha256.hash(canonical));
    }
  }

  @Test
  void aLeafIsTheHashOfZeroTheSaltAndTheCanonicalRecord() throws IOException {
    var records = records("{}");
    var all = Json.read(records.json(3));
    for (int i = 0; i < 3; i++) {
      var leaf = new ByteArrayOutputStream();
      leaf.write(0);
      leaf.write(SALT.bytes());
      leaf.write(new JsonCanonicalizer(Json.write(all.get(i))).getEncodedUTF8());
      assertThat(records.cells().get(i).leaf()).isEqualTo(Sha256.hash(leaf.toByteArray()));
    }
  }

  @Test
  void aNullCellHasNoHashAndOthersThatOfWhatIsReleased() {
    var cells = records("{}").cells();
    assertThat(cells.get(0).hashes()[2]).isEqualTo(hash("\"100-999\""));
    assertThat(cells.get(1).hashes()).containsExactly(hash("\"BOLT\""), 0, hash("\"<100\""), 0, 0);
  }

  @Test
  void aFieldThatIsOnlySortedOnIsPricedAndNotShown() {
    var page = new Page(List.of(new Row("ACME", "Hamburg")), false);
    var records = records("{\"fields\":[\"ticker\"],\"sort\":[\"city\"]}", page);
    assertThat(records.json(1)).asString().isEqualTo("[{\"ticker\":\"ACME\"}]");
    assertThat(records.cells().getFirst().hashes()).hasSize(2).doesNotContain(0);
  }

  @Test
  void aRecordIsRememberedByItsKeyWhetherOrNotThatIsShown() {
    var shown = records("{\"fields\":[\"ticker\"]}", new Page(List.of(new Row("ACME")), false));
    var silent =
        records("{\"fields\":[\"city\"]}", new Page(List.of(new Row("ACME", "Ulm")), false));
    assertThat(silent.cells().getFirst().key()).isEqualTo(shown.cells().getFirst().key());
    assertThat(records("{}").cells().get(1).key()).isNotEqualTo(shown.cells().getFirst().key());
    assertThat(silent.json(1)).asString().isEqualTo("[{\"city\":\"Ulm\"}]");
  }

  private static long hash(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return HASH.cell(bytes, 0, bytes.length);
  }

  private static Records records(String query) {
    return records(query, PAGE);
  }

  private static Records records(String query, Page page) {
    var plan =
        DisclosurePlan.make(
            new FakePolicy().hiding("scout"),
            Inputs.at("early"),
            Query.read(query.getBytes(StandardCharsets.UTF_8)));
    return Records.of(
        ((Outcome.Passed<DisclosurePlan>) plan).value(),
        page,
        Pseudonyms.of(new byte[] {1}, new AgreementId("orchard")),
        HASH,
        SALT);
  }
}
