package dev.entente.server.client;

import dev.entente.json.Doc;
import java.util.List;
import java.util.Optional;

/**
 * What became of one field of a dataset.
 *
 * @param release {@code full}, a weaker form, or {@code withheld}
 * @param because why it is not released, or not in full
 * @param unlock what would change that
 */
public record FieldFate(String release, Optional<String> because, List<String> unlock) {
  public FieldFate {
    unlock = List.copyOf(unlock);
  }

  static FieldFate read(Doc doc) {
    return new FieldFate(
        doc.at("release").text(),
        doc.find("because").map(Doc::text),
        doc.find("unlock").map(Doc::texts).orElse(List.of()));
  }

  public boolean isFull() {
    return release.equals("full");
  }

  public boolean isWithheld() {
    return release.equals("withheld");
  }
}
