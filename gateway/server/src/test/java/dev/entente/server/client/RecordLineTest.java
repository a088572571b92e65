package dev.entente.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical records without reading them; the canonical JSON of a library is the oracle. */
class RecordLineTest {
  private static String canonical(String lines) {
    var line = new RecordLine(lines.getBytes(StandardCharsets.UTF_8));
    var out = new Utf8(8);
    while (line.next()) {
      line.canonical(out);
    }
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void recordsAreThatOfRfc8785WhateverTheirFieldsAndTexts() {
    List<String> records =
        List.of(
            "{\"b\":1,\"a\":null,\"a-1\":true}",
            "{\"b\":-0.5,\"a\":\"x\",\"a-1\":false}",
            "{}",
            "{\"z\":\"\\\"},{\\\\\",\"y\":\"ß🍏\\u0001\",\"a\":1e+21}",
            "{\"b\":\"\",\"c\":2}",
            "{\"c\":\"\",\"b\":2}");

    for (String record : records) {
      JsonNode node = Json.read(record.getBytes(StandardCharsets.UTF_8));
      assertThat(canonical(record + "\n"))
          .isEqualTo(new String(Json.canonical(node), StandardCharsets.UTF_8));
    }
    assertThat(canonical(String.join("\n", records) + "\n"))
        .isEqualTo(String.join("", records.stream().map(it -> canonical(it + "\n")).toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{\"a\":1,}\n",
        "{\"a\":1 }\n",
        "{\"a\":}\n",
        "{\"a\":{}}\n",
        "{\"a\":[1]}\n",
        "{\"a\":\"x}\n",
        "{\"a\":\"x\\\"}\n",
        "{\"a\":\"\t\"}\n",
        "{\"A\":1}\n",
        "{\"a\":1,\"a\":2}\n",
        "{\"b\":1,\"a\":2,\"b\":1}\n",
        "[]\n",
        "\n",
        "{\"a\":1}{\"a\":2}\n",
        "{\"a\":1}\n\n"
      })
  void whatIsNoLineOfCellsIsRefused(String lines) {
    assertThatThrownBy(() -> canonical(lines)).isInstanceOf(Malformed.class);
  }
}
