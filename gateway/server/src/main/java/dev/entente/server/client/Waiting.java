package dev.entente.server.client;

import dev.entente.json.Doc;
import java.util.List;
import java.util.Optional;

/**
 * The receipts that wait to be acknowledged.
 *
 * @param oldest when the oldest was issued, as the gateway words it; empty if there is none
 * @param overdue how many have waited for more than a day, and stand in the way of a raise
 * @param entries the indexes of the first of them
 */
public record Waiting(long count, Optional<String> oldest, long overdue, List<Long> entries) {
  public Waiting {
    entries = List.copyOf(entries);
  }

  static Waiting read(Doc doc) {
    return new Waiting(
        doc.at("count").count(),
        doc.find("oldest").map(Doc::text),
        doc.at("overdue").count(),
        doc.at("entries").items().stream().map(Doc::count).toList());
  }
}
