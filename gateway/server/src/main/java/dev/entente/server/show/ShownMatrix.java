package dev.entente.server.show;

import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Rows;
import dev.entente.governance.Matrix;
import dev.entente.governance.Matrix.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What opens when: as a table, as JSON, as a page. */
public final class ShownMatrix {
  private ShownMatrix() {}

  /** A table for a person. */
  public static List<String> lines(String agreement, Matrix matrix, Terminal terminal) {
    var headings = new ArrayList<>(List.of("field", "category", "value"));
    matrix.stages().forEach(stage -> headings.add(stage.value()));
    var table = new Table(headings).alignRight(2);
    matrix
        .rows()
        .forEach(
            (field, cells) -> {
              var row = new ArrayList<>(List.of(field.name().value(), field.category().value()));
              row.add(String.valueOf(field.value()));
              cells.forEach(cell -> row.add(text(cell)));
              table.row(row);
            });
    List<String> lines = new ArrayList<>();
    lines.add(
        terminal.ink().bold(Printable.of(matrix.dataset().id().value()))
            + " for "
            + Printable.of(agreement)
            + ", policy "
            + matrix.policy());
    lines.addAll(table.lines(terminal.width(), terminal.ink()));
    narrowed(matrix).map(Printable::of).ifPresent(lines::add);
    return lines;
  }

  /** At which stages the policy holds records back, if at any. */
  private static Optional<String> narrowed(Matrix matrix) {
    List<String> stages =
        matrix.records().sequencedEntrySet().stream()
            .filter(stage -> stage.getValue() instanceof Rows.Where)
            .map(stage -> stage.getKey().value())
            .toList();
    return stages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not all rows: the policy has a condition at %s.".formatted(String.join(", ", stages)));
  }

  /** What the table says, and with each cell why not more and what would help. */
  public static Map<String, Object> document(String agreement, Matrix matrix) {
    var fields = new LinkedHashMap<String, Object>();
    matrix
        .rows()
        .forEach(
            (field, cells) -> {
              var about = new LinkedHashMap<String, Object>();
              about.put("type", field.type().toString());
              about.put("category", field.category().value());
              about.put("value", field.value());
              about.put("stages", stages(matrix, cells));
              fields.put(field.name().value(), about);
            });
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", agreement);
    document.put("dataset", matrix.dataset().id().value());
    document.put("policy", matrix.policy().value());
    document.put("stages", matrix.stages().stream().map(Stage::value).toList());
    document.put("rows", records(matrix));
    document.put("fields", fields);
    return document;
  }

  private static Map<String, Object> records(Matrix matrix) {
    var records = new LinkedHashMap<String, Object>();
    matrix.records().forEach((stage, rows) -> records.put(stage.value(), rows.document()));
    return records;
  }

  private static Map<String, Object> stages(Matrix matrix, List<Cell> cells) {
    var stages = new LinkedHashMap<String, Object>();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      var about = new LinkedHashMap<String, Object>();
      about.put("release", cell.release());
      cell.reason()
          .ifPresent(
              reason -> {
                about.put("because", reason.because().toString());
                about.put("unlock", reason.unlock());
              });
      stages.put(matrix.stages().get(i).value(), about);
    }
    return stages;
  }

  /** A page, which needs nothing beside it. */
  public static String page(List<Map.Entry<String, Matrix>> matrices) {
    return HEAD
        + matrices.stream()
            .map(entry -> section(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining())
        + "</body>\n</html>\n";
  }

  private static String section(String agreement, Matrix matrix) {
    var rows = new StringBuilder();
    matrix.rows().forEach((field, cells) -> rows.append(row(field, cells)));
    return """
        <h1>%s for %s</h1>
        <p>What opens when, by the policy %s, with credit left and no milestone reached. %s</p>
        <div class='wide'><table>
        <thead><tr><th>field</th><th>category</th><th class='n'>value</th>%s</tr></thead>
        <tbody>
        %s</tbody></table></div>
        """
        .formatted(
            Html.text(matrix.dataset().title()),
            Html.text(agreement),
            matrix.policy(),
            narrowed(matrix).map(Html::text).orElse(""),
            matrix.stages().stream()
                .map(stage -> "<th scope='col'>" + Html.text(stage.value()) + "</th>")
                .collect(Collectors.joining()),
            rows);
  }

  private static String row(Field field, List<Cell> cells) {
    return "<tr><th scope='row'>%s</th><td>%s</td><td class='n'>%s</td>%s</tr>\n"
        .formatted(
            Html.text(field.name().value()),
            Html.text(field.category().value()),
            field.value(),
            cells.stream().map(ShownMatrix::cell).collect(Collectors.joining()));
  }

  private static String cell(Cell cell) {
    String why =
        cell.reason().map(reason -> String.join("; ", reason.unlock())).map(Html::text).orElse("");
    return "<td class='%s' title='%s'>%s</td>".formatted(css(cell), why, Html.text(text(cell)));
  }

  private static String css(Cell cell) {
    return switch (cell.release()) {
      case "full", "withheld", "hidden" -> cell.release();
      default -> "weaker";
    };
  }

  /** The form; a reason only where it is not just that the stage comes later. */
  private static String text(Cell cell) {
    Optional<Reason> other = cell.reason().filter(reason -> reason.because() != Because.STAGE);
    return switch (cell.release()) {
      case "withheld" -> other.map(reason -> "no: " + reason.because()).orElse("-");
      default -> cell.release() + other.map(reason -> ", " + reason.because()).orElse("");
    };
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang='en'>
      <head>
      <meta charset='utf-8'>
      <meta name='viewport' content='width=device-width, initial-scale=1'>
      <title>What opens when</title>
      <style>
      body { font: 16px/1.4 system-ui, sans-serif; color: #222; background: #fff;
        max-width: 64rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.4rem; margin-bottom: 0; } p { margin-top: .3rem; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { padding: .3rem .7rem; text-align: left; white-space: nowrap;
        border-bottom: 1px solid #ddd; }
      .n { text-align: right; font-variant-numeric: tabular-nums; }
      .full { background: #2a7f6222; } .weaker { background: #d9a40033; }
      .withheld { color: #767676; } .hidden { color: #767676; font-style: italic; }
      @media print { body { font-size: 11px; max-width: none; padding: 0; } }
      </style>
      </head>
      <body>
      """;
}
