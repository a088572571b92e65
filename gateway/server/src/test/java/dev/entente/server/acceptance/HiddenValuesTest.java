package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Json;
import dev.entente.server.running.Opa;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway twice, with the same keys and files, but for what is hidden in its data: fields that
 * are never shown, fields that are withheld, and what lies behind a band or a truncated text. Not a
 * byte of any answer may tell them apart.
 */
class HiddenValuesTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final int QUERIES = 120;
  private static final int ROWS = 60;

  @Test
  void changingWhatIsHiddenChangesNoByteOfAnyAnswer(@TempDir Path directory) throws Exception {
    TinyAlliance alliance =
        holding(RichAlliance.in(directory), rows(new Random(1)))
            .change("entente.yaml", "window: 500", "window: 400")
            .change("entente.yaml", "window: 1000", "window: 800");
    List<String> before = answers(alliance);
    forget(directory);
    assertThat(rows(new Random(2))).isNotEqualTo(rows(new Random(1)));

    List<String> after = answers(holding(alliance, rows(new Random(2))));

    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).as("answer " + i).isEqualTo(before.get(i));
    }
    assertThat(before).anyMatch(answer -> answer.contains("\"limited\":true"));
    assertThat(before).anyMatch(answer -> answer.contains("reciprocity-exhausted"));
    assertThat(before).anyMatch(answer -> answer.contains("field-not-released"));
    assertThat(before.stream().filter(answer -> answer.contains("\"records\":[{")))
        .hasSizeGreaterThan(40);
  }

  /** The policy lets out only rows with a note that the partner does not see. */
  @Test
  void whatRowsHoldThatThePolicyExcludesChangesNoByteOfAnyAnswer(@TempDir Path directory)
      throws Exception {
    TinyAlliance alliance =
        RichAlliance.in(directory)
            .change("datasets/accounts.yaml", "stage: never", "stage: never, rows: true")
            .change("entente.yaml", "window: 500", "window: 400")
            .change("entente.yaml", "window: 1000", "window: 800");
    Opa.embedded(
        alliance,
        """
        package entente.custom

        rows contains {"field": "notes", "operator": "==", "value": "ours"} if true
        """);
    String let = rows(new Random(1)).replaceAll("(?<=,)h*\\n(?=T|$)", "ours\n");
    assertThat(let.split("ours", -1)).hasSize(ROWS + 1);
    List<String> alone = answers(holding(alliance, let));
    assertThat(alone.stream().filter(answer -> answer.contains("\"records\":[{")))
        .hasSizeGreaterThan(40);
    for (int seed = 1; seed <= 2; seed++) {
      forget(directory);

      List<String> among = answers(holding(alliance, let + excluded(new Random(seed))));
      assertThat(among).hasSameSizeAs(alone);
      for (int i = 0; i < alone.size(); i++) {
        assertThat(among.get(i)).as("answer " + i).isEqualTo(alone.get(i));
      }
    }
  }

  /** The alliance with these rows, in CSV, behind its dataset. */
  TinyAlliance holding(TinyAlliance alliance, String rows) throws Exception {
    return alliance.write("data/accounts.csv", rows);
  }

  /** Rows of any kind before, between and after the others, whose notes are not ours. */
  private static String excluded(Random random) {
    String[] rows = rows(random).split("\n", -1);
    var excluded = new StringBuilder();
    for (int i = 1; i <= ROWS; i++) {
      if (random.nextBoolean()) {
        excluded.append("STU".charAt(random.nextInt(3))).append(rows[i].substring(1, 4));
        excluded
            .append((char) ('a' + random.nextInt(26)))
            .append(rows[i].substring(4))
            .append('\n');
      }
    }
    return excluded.toString();
  }

  private static void forget(Path directory) throws IOException {
    for (String file : new String[] {"ledger.db", "ledger.db-wal", "ledger.db-shm"}) {
      Files.deleteIfExists(directory.resolve("state").resolve(file));
    }
  }

  /** Rows whose visible part is always the same, and whose hidden part is drawn. */
  private static String rows(Random hidden) {
    var rows = new StringBuilder("ticker,sector,employees,founded,city,revenue,margin,notes\n");
    var shown = new Random(7);
    String[] sectors = {"Software", "Hardware", "Energy", ""};
    int[][] bands = {{1, 99}, {100, 999}, {1000, 90_000}};
    for (int i = 0; i < ROWS; i++) {
      int[] band = bands[shown.nextInt(3)];
      rows.append("T")
          .append(100 + i)
          .append(',')
          .append(sectors[shown.nextInt(4)])
          .append(',')
          .append(band[0] + hidden.nextInt(band[1] - band[0]))
          .append(',')
          .append(shown.nextInt(5) == 0 ? "" : 1980 + shown.nextInt(8))
          .append(',')
          .append((char) ('A' + shown.nextInt(3)))
          .append('o')
          .append("x".repeat(1 + hidden.nextInt(30)))
          .append(',')
          .append(shown.nextInt(4))
          .append(".5,")
          .append(hidden.nextInt(3) == 0 ? "" : hidden.nextInt(100))
          .append(',')
          .append("h".repeat(hidden.nextInt(50)))
          .append('\n');
    }
    return rows.toString();
  }

  private List<String> answers(TinyAlliance alliance) {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var probe = new Probe(gateway);
      var random = new Random(3);
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        String body = query(random);
        Reply reply = probe.send(HandMade.post(gateway, alliance.orchard, QUERY, body));
        answers.add(body + " " + told(reply));
        if (reply.status() == 200 && reply.json().get("next").isTextual()) {
          var next = (ObjectNode) Json.read(body.getBytes(StandardCharsets.UTF_8));
          next.set("cursor", reply.json().get("next"));
          answers.add(
              "next "
                  + told(
                      probe.send(
                          HandMade.post(gateway, alliance.orchard, QUERY, next.toString()))));
        }
      }
      for (String view : new String[] {"standing", "datasets", "datasets/accounts"}) {
        var request = HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard/" + view);
        answers.add(view + " " + told(probe.send(request)));
      }
      for (JsonNode entry : Ledgers.disclosed(gateway, alliance.orchard)) {
        answers.add(
            ((ObjectNode) entry)
                .without(List.of("time", "salt", "root", "request", "memory", "decision"))
                .toString());
      }
      return answers;
    }
  }

  /** The answer without what is random in it; of that, the length stays. */
  private static String told(Reply reply) {
    if (reply.status() != 200 || !reply.json().has("receipt")) {
      // When they were asked is the clock's to say.
      return reply.status()
          + " "
          + Probe.undecided(reply).replaceFirst("\"oldest\":\"[^\"]+\"", "");
    }
    var json = (ObjectNode) reply.json();
    String receipt = json.get("receipt").textValue();
    var claims = (ObjectNode) Json.read(Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]));
    json.set("receipt", claims.without(List.of("iat", "leaf", "request", "decision")));
    if (json.get("next").isTextual()) {
      json.put("next", "a cursor of " + json.get("next").textValue().length());
    }
    return "200 " + json;
  }

  private static String query(Random random) {
    var query = (ObjectNode) Json.read("{}".getBytes(StandardCharsets.UTF_8));
    if (random.nextInt(3) > 0) {
      var fields = query.putArray("fields");
      for (String field :
          new String[] {"ticker", "sector", "employees", "founded", "city", "revenue", "margin"}) {
        if (random.nextInt(2) == 0) {
          fields.add(field);
        }
      }
      if (random.nextInt(20) == 0) {
        fields.add("notes");
      }
    }
    if (random.nextInt(3) > 0) {
      query.put("filter", filter(random, 2));
    }
    if (random.nextInt(2) == 0) {
      query.putArray("sort").add((random.nextBoolean() ? "-" : "") + seen(random));
    }
    query.put("limit", 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 5));
    return query.toString();
  }

  /** A field; one time in four it is one that may not be filtered or sorted on. */
  private static String seen(Random random) {
    String[] open = {"ticker", "sector", "founded"};
    String[] closed = {"employees", "city", "revenue", "margin", "notes"};
    return random.nextInt(4) == 0 ? closed[random.nextInt(5)] : open[random.nextInt(3)];
  }

  private static String filter(Random random, int depth) {
    if (depth > 0 && random.nextInt(2) == 0) {
      return "("
          + filter(random, depth - 1)
          + (random.nextBoolean() ? ";" : ",")
          + filter(random, depth - 1)
          + ")";
    }
    String field = seen(random);
    String[] operators = {"==", "!=", "=lt=", "=ge=", "=in="};
    String operator = operators[random.nextInt(5)];
    String value =
        switch (field) {
          case "ticker" -> "T" + (100 + random.nextInt(ROWS));
          case "sector" -> random.nextBoolean() ? "Software" : "Energy";
          case "employees" -> new String[] {"50", "500", "40000"}[random.nextInt(3)];
          case "margin" -> "" + random.nextInt(100);
          case "city" -> "Ao" + "x".repeat(1 + random.nextInt(30));
          case "notes" -> "h".repeat(1 + random.nextInt(50));
          default -> "" + (1980 + random.nextInt(8));
        };
    return field + operator + (operator.equals("=in=") ? "(" + value + ")" : value);
  }
}
