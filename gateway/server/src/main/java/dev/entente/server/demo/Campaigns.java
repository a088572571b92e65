package dev.entente.server.demo;

import java.time.LocalDate;

/**
 * Campaigns that Orchard ran, made up by a rule so that the story is the same each time.
 *
 * @param month which, so that no two months share a campaign
 */
record Campaigns(LocalDate today, int month) {
  static Campaigns of(LocalDate today, int month) {
    return new Campaigns(today, month);
  }

  /** So many, and if wanted one of them again and one that cannot be. */
  String csv(int count, boolean untidy) {
    var csv = new StringBuilder("campaign,spend,leads,as-of\n");
    for (int i = 1; i <= count; i++) {
      csv.append(line(i));
    }
    if (untidy) {
      csv.append(line(1)).append("C-%d-999,-3,0,%s\n".formatted(month, today));
    }
    return csv.toString();
  }

  private String line(int number) {
    return "C-%d-%03d,%d,%d,%s\n"
        .formatted(month, number, 400 + 37 * number, 3 + number % 20, today.minusDays(number % 20));
  }
}
