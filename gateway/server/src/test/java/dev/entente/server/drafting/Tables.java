package dev.entente.server.drafting;

import dev.entente.source.Sample;
import dev.entente.source.Sampling;
import java.util.List;

/** Samples written as text: the first line names the columns, cells have bars between. */
final class Tables {
  private Tables() {}

  static Sample of(String text) {
    List<String> lines = text.lines().toList();
    List<String> header = cells(lines.getFirst());
    var sampling = new Sampling();
    header.forEach(sampling::column);
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      for (int i = 0; i < header.size(); i++) {
        sampling.cell(header.get(i), cells.get(i));
      }
      sampling.end();
    }
    return sampling.sample();
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
  }
}
