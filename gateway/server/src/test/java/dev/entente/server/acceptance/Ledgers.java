package dev.entente.server.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.signature.SigningKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a partner finds in its own entries. */
final class Ledgers {
  private static final Map<String, BigDecimal> WEIGHTS =
      Map.of(
          "full", BigDecimal.ONE,
          "aggregate", new BigDecimal("0.1"),
          "band", new BigDecimal("0.3"),
          "truncate", new BigDecimal("0.3"),
          "pseudonym", new BigDecimal("0.5"));
  private static final BigDecimal CHANGED = new BigDecimal("0.2");

  private Ledgers() {}

  /** An entry as its partner reads it. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Listed(long index, byte[] bytes, JsonNode json) {
    String kind() {
      return json.get("kind").textValue();
    }
  }

  /** All entries of orchard that are releases, oldest first. */
  static List<JsonNode> disclosed(RunningGateway gateway, SigningKey key) {
    return disclosed(new Probe(gateway), key);
  }

  static List<JsonNode> disclosed(Probe probe, SigningKey key) {
    return all(probe, key).stream()
        .filter(entry -> entry.kind().equals("disclosed"))
        .map(Listed::json)
        .toList();
  }

  /** All entries of orchard, oldest first. */
  static List<Listed> all(Probe probe, SigningKey key) {
    List<Listed> found = new ArrayList<>();
    JsonNode page;
    long from = 0;
    do {
      Reply reply =
          probe.send(
              HandMade.get(
                  probe.origin(), key, "/v1/agreements/orchard/entries?limit=500&from=" + from));
      page = reply.json();
      for (JsonNode listed : page.get("entries")) {
        byte[] entry = Base64.getDecoder().decode(listed.get("entry").textValue());
        found.add(new Listed(listed.get("index").longValue(), entry, Json.read(entry)));
      }
      from = page.get("next").longValue();
    } while (!page.get("next").isNull());
    return found;
  }

  /** What a release is worth in a category, by its entry's own counts; in all if it is empty. */
  static BigDecimal worth(JsonNode entry, String category) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode field : entry.get("fields")) {
      if (category.isEmpty() || field.get("category").textValue().equals(category)) {
        BigDecimal weight = WEIGHTS.get(field.get("release").textValue());
        BigDecimal cells =
            field
                .path("first")
                .decimalValue()
                .add(field.path("changed").decimalValue().multiply(CHANGED))
                .multiply(weight)
                .add(upgraded(field, "0.3", weight))
                .add(upgraded(field, "0.5", weight));
        sum = sum.add(cells.multiply(field.get("value").decimalValue()));
      }
    }
    return sum;
  }

  /** What cells cost that had been released in a form of less weight. */
  private static BigDecimal upgraded(JsonNode field, String from, BigDecimal weight) {
    return field
        .path("upgraded-from-" + from)
        .decimalValue()
        .multiply(weight.subtract(new BigDecimal(from)));
  }
}
