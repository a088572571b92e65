package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.json.CellJson;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldTest {
  private static final CellHash HASH = new CellHash(7);
  private final Pseudonyms pseudonyms = Pseudonyms.of(new byte[32], new AgreementId("orchard"));

  private List<Map<Form, Long>> forms(String manifest, Object value) {
    Field field =
        Dataset.readField("f", Doc.of(Json.read(manifest.getBytes(StandardCharsets.UTF_8))))
            .orElseThrow();
    return new Told(field, pseudonyms, HASH).forms(value);
  }

  private static long hash(Object released) {
    return HASH.cell(CellJson.of(released));
  }

  @Test
  void aFieldWithoutWeakerReleasesIsToldInFull() {
    assertThat(
            forms("{\"type\":\"integer\",\"category\":\"c\",\"value\":5,\"stage\":\"mid\"}", 512L))
        .containsExactly(Map.of(Form.FULL, hash(512L)));
  }

  @Test
  void aWeakerReleaseIsWhatAPartnerWouldHaveSeen() {
    assertThat(
            forms(
                """
                {"type":"string","category":"c","value":5,"stage":"late","weaker":{
                  "early":{"release":"pseudonym"},"mid":{"release":"truncate","keep":2}}}""",
                "Ulm"))
        .containsExactly(
            Map.of(
                Form.FULL, hash("Ulm"),
                Form.PSEUDONYM, hash(pseudonyms.of("Ulm")),
                Form.TRUNCATE, hash("Ul…")),
            Map.of(Form.PSEUDONYM, hash("Ulm"), Form.TRUNCATE, hash("Ulm")));
  }

  @Test
  void twoReleasesOfOneFormStandApart() {
    assertThat(
            forms(
                """
                {"type":"integer","category":"c","value":5,"stage":"late","weaker":{
                  "early":{"release":"band","bounds":[100]},
                  "mid":{"release":"band","bounds":[100,1000]}}}""",
                512L))
        .containsExactly(
            Map.of(Form.FULL, hash(512L), Form.BAND, hash(">=100")),
            Map.of(Form.BAND, hash("100-999")));
  }
}
