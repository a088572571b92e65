package dev.entente.server.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.policies.log.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** What the files of a decision log tell of the requests since some time. Not thread-safe. */
final class LoggedRequests {
  /**
   * One request, by its last decision.
   *
   * @param input what the policy was told, as JSON; one text for equal ones
   */
  private record Last(String decision, String input) {}

  private final Instant since;
  // By the request's hash: a decision that was superseded is made again for the same request.
  private final SequencedMap<String, Last> requests = new LinkedHashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> masked = new HashSet<>();
  private long unread;
  private long torn;

  LoggedRequests(Instant since) {
    this.since = since;
  }

  void read(Path file) throws IOException {
    torn += LogFiles.read(file, this::event) ? 0 : 1;
  }

  private void event(String line) {
    try {
      JsonNode event = Json.read(line.getBytes(StandardCharsets.UTF_8));
      if (Instant.parse(event.path("timestamp").asText()).isBefore(since)) {
        return;
      }
      String decision = event.path("decision_id").asText();
      String request = event.at("/custom/request").asText(decision);
      if (isMasked(event)) {
        masked.add(decision);
        return;
      }
      String input = new String(Json.write(event.required("input")), StandardCharsets.UTF_8);
      requests.putLast(request, new Last(decision, texts.computeIfAbsent(input, it -> it)));
    } catch (Malformed | IllegalArgumentException | DateTimeException e) {
      unread++;
    }
  }

  private static boolean isMasked(JsonNode event) {
    return Stream.of(event.path("erased"), event.path("masked"))
        .flatMap(paths -> paths.valueStream())
        .anyMatch(path -> path.asText().equals("/input") || path.asText().startsWith("/input/"));
  }

  /** The decisions by what was asked, each under the name that it is shown by. */
  SequencedMap<String, List<String>> byInput() {
    var byInput = new LinkedHashMap<String, List<String>>();
    requests
        .values()
        .forEach(
            last ->
                byInput.computeIfAbsent(last.input(), _ -> new ArrayList<>()).add(last.decision()));
    return byInput;
  }

  Set<String> decisions() {
    var decisions = new HashSet<String>();
    requests.values().forEach(last -> decisions.add(last.decision()));
    return decisions;
  }

  Set<String> masked() {
    return masked;
  }

  long unread() {
    return unread;
  }

  long torn() {
    return torn;
  }
}
