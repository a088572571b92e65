package dev.entente.server.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.GatewayLedger;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.trustledger.store.LogReader;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The activations of policies in a ledger. */
public final class ActivatedEntries {
  private static final int CHUNK = 1_000;

  private ActivatedEntries() {}

  /** Oldest first. */
  public static List<JsonNode> of(AllianceDirectory directory) {
    return List.copyOf(indexed(directory).values());
  }

  /** By their place in the log. */
  public static SequencedMap<Long, JsonNode> indexed(AllianceDirectory directory) {
    var found = new TreeMap<Long, JsonNode>();
    try (LogReader log = GatewayLedger.read(directory.settings())) {
      long at = 0;
      for (var chunk = log.entries(at, CHUNK); !chunk.isEmpty(); chunk = log.entries(at, CHUNK)) {
        for (var kept : chunk) {
          JsonNode entry = Json.read(kept.bytes());
          if (entry.path("kind").asText().equals("policy.activated")) {
            found.put(kept.index(), entry);
          }
        }
        at = chunk.getLast().index() + 1;
      }
    }
    return found;
  }
}
