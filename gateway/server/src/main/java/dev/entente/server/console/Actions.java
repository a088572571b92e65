package dev.entente.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.Category;
import dev.entente.json.Json;
import dev.entente.reciprocity.Amount;
import dev.entente.server.overview.Proposed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands that forms order, as they stand in documents. */
public final class Actions {
  private Actions() {}

  /** About a proposal that waits. */
  public static String onProposal(String command, Proposed proposed) {
    var json = new LinkedHashMap<String, Object>();
    json.put("command", command);
    json.put("agreement", proposed.standing().terms().agreement().value());
    json.put("subject", proposed.proposal().subject().name());
    json.put("proposal", proposed.proposal().entry());
    return text(json);
  }

  /** To raise an agreement to a stage. */
  public static String raise(String agreement, String stage) {
    return propose(agreement, Map.of("stage", stage));
  }

  /** To take up again what was suspended. */
  public static String resume(String agreement) {
    return propose(agreement, Map.of("resume", true));
  }

  /** To let the partner sign with another key, which the form adds. */
  public static String newKey(String agreement) {
    return propose(agreement, Map.of());
  }

  private static String propose(String agreement, Map<String, Object> subject) {
    var json = new LinkedHashMap<String, Object>();
    json.put("command", "propose");
    json.put("agreement", agreement);
    json.put("subject", subject);
    json.put("cites", List.of());
    return text(json);
  }

  /** An order that names an agreement and nothing else, or what its form adds. */
  public static String of(String command, String agreement) {
    return text(new LinkedHashMap<>(Map.of("command", command, "agreement", agreement)));
  }

  /** To end a dispute. */
  public static String resolve(String agreement, String dispute) {
    return text(
        new LinkedHashMap<>(Map.of("command", "resolve", "agreement", agreement, "name", dispute)));
  }

  /** To take a key of the partner's out of use. */
  public static String revoke(String agreement, String key) {
    return text(
        new LinkedHashMap<>(Map.of("command", "revoke", "agreement", agreement, "key", key)));
  }

  /** To close the books for a reader. */
  public static String closeBooks(String agreement, String reader) {
    return text(
        new LinkedHashMap<>(
            Map.of("command", "close-books", "agreement", agreement, "reader", reader)));
  }

  /** To lower an agreement to a stage. */
  public static String lower(String agreement, String stage) {
    var json = new LinkedHashMap<String, Object>();
    json.put("command", "lower");
    json.put("agreement", agreement);
    json.put("stage", stage);
    return text(json);
  }

  private static String text(Map<String, Object> json) {
    return new String(Json.write(json), StandardCharsets.UTF_8);
  }

  /** Amounts by category, as people read them. */
  public static String amounts(Map<Category, Amount> amounts) {
    return amounts.isEmpty()
        ? "-"
        : amounts.entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(", "));
  }

  /** What a gate says, as people read it. */
  public static String figure(JsonNode node) {
    if (node.isArray()) {
      var texts = new ArrayList<String>();
      node.forEach(item -> texts.add(item.asText()));
      return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
    return node.isNull() ? "none" : node.asText();
  }
}
