package dev.entente.exchange;

import java.util.Random;

/** Queries about the accounts, some of which ask for what the caller may not see. */
final class RandomQueries {
  private static final String[] NAMES = {
    "ticker", "sector", "employees", "city", "rating", "award", "margin", "scout", "stock"
  };
  private static final String[] OPERATORS = {"==", "!=", "=lt=", "=ge="};
  private static final String[] VALUES = {
    "ACME", "Software", "512", "9", "'secret of ACME'", "0.3", "Ulm"
  };

  private final Random random;

  RandomQueries(int seed) {
    this.random = new Random(seed);
  }

  String next() {
    var query = new StringBuilder("{\"limit\":" + (1 + random.nextInt(3)));
    if (random.nextBoolean()) {
      query.append(",\"fields\":[\"ticker\",\"").append(pick(NAMES)).append("\"]");
    }
    if (random.nextBoolean()) {
      query
          .append(",\"sort\":[\"")
          .append(random.nextBoolean() ? "-" : "")
          .append(pick(NAMES))
          .append("\"]");
    }
    if (random.nextInt(3) > 0) {
      query.append(",\"filter\":\"").append(comparison());
      query.append(random.nextBoolean() ? ";" + comparison() : "").append('"');
    }
    return query.append('}').toString();
  }

  private String comparison() {
    return pick(NAMES) + pick(OPERATORS) + pick(VALUES);
  }

  private String pick(String[] of) {
    return of[random.nextInt(of.length)];
  }

  /** Without what is random in every answer: the receipt and what a cursor is sealed with. */
  static String stripped(SignedAnswer answer) {
    return answer.status()
        + House.text(answer)
            .replaceFirst("\"receipt\":\"[^\"]+\"", "\"receipt\"")
            .replaceFirst("\"next\":\"[^\"]+\"", "\"next\"")
            .replaceFirst("\"decision\":\"[^\"]+\"", "\"decision\"");
  }
}
