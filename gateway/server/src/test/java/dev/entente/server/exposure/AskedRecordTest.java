package dev.entente.server.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.reciprocity.CellHash;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AskedRecordTest {
  private static final CellHash HASH = new CellHash(42);

  private static AskedRecord asked(String... texts) {
    return new AskedRecord(List.of(texts), HASH);
  }

  /** A dataset whose key has fields of these types. */
  private static Dataset keyed(String... types) {
    String fields =
        Stream.of(types)
            .map(type -> "\"" + type + "\":{\"type\":\"" + type + "\"," + REST)
            .collect(Collectors.joining(","));
    String key = Stream.of(types).map(it -> '"' + it + '"').collect(Collectors.joining(","));
    String json = "{\"title\":\"t\",\"key\":[" + key + "],\"fields\":{" + fields + "}}";
    return Dataset.read(
        new DatasetId("accounts"), Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }

  private static final String REST = "\"category\":\"accounts\",\"value\":1,\"stage\":\"early\"}";

  @Test
  void aKeyOfOneFieldIsTheWholeText() {
    assertThat(asked("Halden, Inc.").in(keyed("string")))
        .hasValue(HASH.key(List.of("Halden, Inc.")));
    assertThat(asked("7").in(keyed("integer"))).hasValue(HASH.key(List.of(7L)));
    assertThat(asked("7").in(keyed("string"))).hasValue(HASH.key(List.of("7")));
  }

  @Test
  void aKeyOfSeveralFieldsStandsBetweenCommasOrInSeveralTexts() {
    Dataset dataset = keyed("date", "string");
    List<Object> key = List.of(LocalDate.of(2026, 1, 31), "ABC");
    assertThat(asked("2026-01-31,ABC").in(dataset)).hasValue(HASH.key(key));
    assertThat(asked("2026-01-31", "ABC").in(dataset)).hasValue(HASH.key(key));
    assertThat(asked("2026-01-31", "A,B").in(dataset))
        .hasValue(HASH.key(List.of(LocalDate.of(2026, 1, 31), "A,B")));
    assertThat(asked("1.50").in(keyed("decimal")))
        .hasValue(HASH.key(List.of(new BigDecimal("1.5"))));
  }

  @Test
  void whatCannotBeAKeyOfTheDatasetIsNone() {
    assertThat(asked("2026-01-31,A,B").in(keyed("date", "string"))).isEmpty();
    assertThat(asked("2026-01-31").in(keyed("date", "string"))).isEmpty();
    assertThat(asked("A", "B").in(keyed("string"))).isEmpty();
    assertThat(asked("seven").in(keyed("integer"))).isEmpty();
  }
}
