package dev.entente.server.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.GatewayLedger;
import dev.entente.server.directory.AllianceDirectory;
import java.util.List;

/** The activations of policies in a ledger, oldest first. */
final class ActivatedEntries {
  private ActivatedEntries() {}

  static List<JsonNode> of(AllianceDirectory directory) {
    try (var log = GatewayLedger.read(directory.settings())) {
      return log.entries(0, 1_000).stream()
          .map(kept -> Json.read(kept.bytes()))
          .filter(entry -> entry.path("kind").asText().equals("policy.activated"))
          .toList();
    }
  }
}
