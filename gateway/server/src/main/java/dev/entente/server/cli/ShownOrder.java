package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an order came to, in lines for a person. */
final class ShownOrder {
  private ShownOrder() {}

  /** The entries that were made of it, and where the agreement stands then. */
  static List<String> done(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : answer.path("entries")) {
      lines.add("recorded    " + entry.path("kind").asText() + ", entry " + entry.path("index"));
    }
    if (answer.has("agreement")) {
      lines.add(
          "agreement   %s: %s, stage %s, exposure %s of %s"
              .formatted(
                  answer.path("agreement").asText(),
                  answer.path("state").asText(),
                  answer.path("stage").asText(),
                  answer.path("exposure"),
                  answer.path("window")));
    }
    return lines;
  }

  /** The same, and what waits for approvals. */
  static List<String> waiting(JsonNode answer, String directory) {
    List<String> lines = done(answer);
    for (JsonNode proposal : answer.path("proposals")) {
      int needed = proposal.path("needed").asInt();
      int have = proposal.path("approved-by").size();
      String subject = proposal.path("subject").asText();
      lines.add(
          "waits       %s, proposed by %s: %d of %d approvals"
              .formatted(subject, proposal.path("by").asText(), have, needed));
      if (have < needed) {
        lines.add(
            "            entente approve %s %s %s --as OPERATOR --because TEXT"
                .formatted(directory, answer.path("agreement").asText(), subject));
      }
    }
    return lines;
  }

  /** What a raise would open, and what could be lost by it. */
  static List<String> proposed(JsonNode answer, String directory) {
    List<String> lines = new ArrayList<>();
    for (JsonNode opening : answer.path("opens")) {
      lines.add(
          "would open  %s.%s: %s, now %s"
              .formatted(
                  opening.path("dataset").asText(),
                  opening.path("field").asText(),
                  opening.path("to").asText(),
                  opening.path("from").asText()));
    }
    if (answer.has("opens") && answer.path("opens").isEmpty()) {
      lines.add("would open  no field; only the window grows");
    }
    if (answer.has("worst-case")) {
      lines.add(
          "worst case  %s could be out unrequited; it is %s now"
              .formatted(answer.path("worst-case"), answer.path("exposure")));
      lines.add("evidence    entries " + entries(answer.path("evidence")));
    }
    lines.addAll(waiting(answer, directory));
    return lines;
  }

  private static String entries(JsonNode evidence) {
    List<String> indexes = new ArrayList<>();
    evidence.forEach(index -> indexes.add(index.asText()));
    return indexes.isEmpty() ? "none" : String.join(", ", indexes);
  }

  /** What is known already and cannot be undone. */
  static List<String> lowered(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        answer.path("known").isEmpty()
            ? "they know nothing yet"
            : "they know already, which cannot be undone:");
    for (JsonNode known : answer.path("known")) {
      lines.add(
          "  %s.%s: %s records, %s"
              .formatted(
                  known.path("dataset").asText(),
                  known.path("field").asText(),
                  known.path("records"),
                  known.path("form").asText()));
    }
    lines.addAll(done(answer));
    return lines;
  }

  /** Why it was refused, and each gate that is not met. */
  static List<String> refused(JsonNode problem) {
    List<String> lines = new ArrayList<>();
    String type = problem.path("type").asText();
    lines.add("refused: " + type.substring(type.lastIndexOf(':') + 1));
    lines.add("  " + problem.path("detail").asText());
    for (JsonNode gate : problem.path("gates")) {
      if (!gate.path("met").asBoolean()) {
        lines.add("  " + gate(gate));
      }
    }
    return lines;
  }

  /** One gate, such as {@code cleared: 412.5 of 1500, 1087.5 missing}. */
  static String gate(JsonNode gate) {
    String figures =
        gate.path("gate").asText()
            + ": "
            + text(gate.path("have"))
            + " of "
            + text(gate.path("need"));
    return gate.path("met").asBoolean()
        ? figures
        : figures + ", " + text(gate.path("missing")) + " missing";
  }

  /** A number, a text, or a list of them; `none` for what is not there. */
  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(one -> texts.add(text(one)));
      return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
    return value.isNull() || value.isMissingNode() ? "none" : value.asText();
  }
}
