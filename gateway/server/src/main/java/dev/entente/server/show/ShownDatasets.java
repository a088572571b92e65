package dev.entente.server.show;

import dev.entente.json.Doc;
import java.util.ArrayList;
import java.util.List;

/** The datasets of an agreement. */
public final class ShownDatasets {
  private ShownDatasets() {}

  /**
   * The answer of the datasets call.
   *
   * @throws dev.entente.json.Malformed if it is not as the protocol says
   */
  public static List<String> list(Doc answer, Terminal terminal) {
    var table = new Table(List.of("dataset", "title"));
    answer
        .at("datasets")
        .items()
        .forEach(set -> table.row(List.of(set.at("dataset").text(), set.at("title").text())));
    return table.lines(terminal.width(), terminal.ink());
  }

  /**
   * The answer of the call that describes one dataset.
   *
   * @throws dev.entente.json.Malformed if it is not as the protocol says
   */
  public static List<String> one(Doc answer, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(
        terminal.ink().bold(Printable.of(answer.at("dataset").text()))
            + "  "
            + Printable.of(answer.at("title").text()));
    lines.add("key: " + Printable.of(String.join(", ", answer.at("key").texts())));
    var table = new Table(List.of("field", "type", "category", "value", "release", "to unlock"));
    answer.at("fields").members().forEach((name, field) -> table.row(row(name, field)));
    lines.addAll(table.alignRight(3).lines(terminal.width(), terminal.ink()));
    return lines;
  }

  private static List<String> row(String name, Doc field) {
    return List.of(
        name,
        field.at("type").text(),
        field.at("category").text(),
        Bar.plain(field.at("value").number()),
        field.at("release").text(),
        field.find("unlock").map(unlock -> String.join(" or ", unlock.texts())).orElse(""));
  }
}
