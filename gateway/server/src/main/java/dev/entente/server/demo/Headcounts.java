package dev.entente.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What Orchard says of how many people work at an account. */
final class Headcounts {
  private Headcounts() {}

  /** A number out of each band that Orchard was given. */
  static String echoing(List<JsonNode> told) {
    var csv = new StringBuilder("account,employees\n");
    for (JsonNode record : told) {
      if (!record.path("employees").isNull()) {
        csv.append(record.path("account").asText())
            .append(',')
            .append(within(record.path("employees").asText()))
            .append('\n');
      }
    }
    return csv.toString();
  }

  private static int within(String band) {
    return switch (band) {
      case "<100" -> 42;
      case "100-999" -> 420;
      case "1000-9999" -> 4_200;
      default -> 42_000;
    };
  }

  /** Of accounts that are Orchard's own, which Halden has never heard of. */
  static String ofItsOwn(int count) {
    var csv = new StringBuilder("account,employees\n");
    for (int i = 1; i <= count; i++) {
      csv.append("O-%04d,%d\n".formatted(i, 20 + 13 * i));
    }
    return csv.toString();
  }
}
