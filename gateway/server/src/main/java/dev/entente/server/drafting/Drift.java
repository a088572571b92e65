package dev.entente.server.drafting;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.json.Doc;
import dev.entente.json.Shown;
import dev.entente.server.directory.DatasetFile;
import dev.entente.source.Cells;
import dev.entente.source.Sample;
import dev.entente.source.Sample.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where a source is no longer what its manifest says. Pure. */
public final class Drift {
  private static final int MOST_SHOWN = 20;

  private final DatasetFile file;
  private final Sample sample;
  private final UnaryOperator<String> spelling;
  private final List<Finding> findings = new ArrayList<>();

  private Drift(DatasetFile file, Sample sample, UnaryOperator<String> spelling) {
    this.file = file;
    this.sample = sample;
    this.spelling = spelling;
  }

  /**
   * One difference.
   *
   * @param line with the file and its line
   * @param isError whether answers would lack what the manifest promises
   */
  public record Finding(String line, boolean isError) {}

  /**
   * Compares the two.
   *
   * @param spelling the sample's name of the column that a manifest calls so
   */
  public static List<Finding> of(DatasetFile file, Sample sample, UnaryOperator<String> spelling) {
    var drift = new Drift(file, sample, spelling);
    Map<String, Doc> fields = file.file().doc().at("fields").members();
    fields.forEach(drift::field);
    drift.key();
    drift.hidden(fields);
    return List.copyOf(drift.findings);
  }

  private void field(String name, Doc field) {
    String column = column(name, field);
    FieldType type = file.manifest().dataset().held().get(new FieldName(name));
    var found = sample.column(spelling.apply(column));
    if (found.isEmpty()) {
      gone(name, column, field, type != null);
    } else if (type != null) {
      values(name, field, type, found.get());
    }
  }

  private static String column(String name, Doc field) {
    return field.find("column").map(Doc::text).orElse(name);
  }

  private void gone(String name, String column, Doc field, boolean read) {
    if (sample.rows() == 0 && sample.columns().isEmpty()) {
      return;
    }
    String what = "field `%s`: the source has no column `%s`".formatted(name, Shown.of(column));
    if (!read) {
      note(field, what + " any more; the line can go");
    } else if (sample.whole()) {
      error(
          field, what + "; it has " + listed(sample.columns().stream().map(Column::name).toList()));
    } else {
      note(field, what + " in the first " + sample.rows() + " rows");
    }
  }

  /** A cell here and there is untidy; where none is of the type, the column is another. */
  private void values(String name, Doc field, FieldType type, Column column) {
    List<String> cells = column.filled();
    if (column.obstacle().isPresent()) {
      note(
          field,
          "field `%s`: the column `%s` holds what no field reads: %s"
              .formatted(name, Shown.of(column.name()), column.obstacle().get()));
    } else if (column.type().isEmpty()
        && !cells.isEmpty()
        && cells.stream().allMatch(it -> Cells.parse(type, it) == null)) {
      error(
          field,
          "field `%s`: none of %d cells of the column `%s` is of type %s, so all would be empty; they look like %s"
              .formatted(
                  name, cells.size(), Shown.of(column.name()), type, Typing.of(column).type()));
    }
  }

  private void key() {
    List<Column> key =
        file.manifest().dataset().key().stream()
            .flatMap(name -> sample.column(spelling.apply(file.manifest().column(name))).stream())
            .toList();
    if (key.size() < file.manifest().dataset().key().size() || sample.rows() == 0) {
      return;
    }
    Set<List<String>> seen = new HashSet<>();
    int empty = 0;
    int repeated = 0;
    for (int row = 0; row < sample.rows(); row++) {
      List<String> values = filled(key, row);
      if (values.size() < key.size()) {
        empty++;
      } else if (!seen.add(values)) {
        repeated++;
      }
    }
    Doc at = file.file().doc().at("key");
    String looked = " of %d rows looked at ".formatted(sample.rows());
    if (empty == sample.rows()) {
      error(at, "no row has a key, so none would be shown; name columns that are filled");
    } else if (empty > 0) {
      note(at, empty + looked + "lack a value of the key and are not shown; fill it at the source");
    }
    if (repeated > 0) {
      note(
          at,
          repeated + looked + "have a key seen before; name another key, or mend it at the source");
    }
  }

  private static List<String> filled(List<Column> key, int row) {
    return key.stream()
        .<@Nullable String>map(column -> column.cells().get(row))
        .filter(cell -> cell != null)
        .map(String::valueOf)
        .toList();
  }

  private void hidden(Map<String, Doc> fields) {
    Set<String> named = new HashSet<>();
    fields.forEach((name, field) -> named.add(spelling.apply(column(name, field))));
    List<String> more =
        sample.columns().stream()
            .map(Column::name)
            .filter(
                it ->
                    !named.contains(it)
                        && named.stream().noneMatch(way -> way.startsWith(it + ".")))
            .toList();
    if (!more.isEmpty()) {
      note(
          file.file().doc().at("fields"),
          "the source has %s besides, hidden until a field names %s"
              .formatted(listed(more), more.size() == 1 ? "it" : "them"));
    }
  }

  private static String listed(List<String> columns) {
    List<String> shown =
        IntStream.range(0, Math.min(MOST_SHOWN, columns.size()))
            .mapToObj(i -> "`" + Shown.of(columns.get(i)) + "`")
            .toList();
    int left = columns.size() - shown.size();
    return String.join(", ", shown) + (left > 0 ? " and " + left + " more" : "");
  }

  private void error(Doc place, String text) {
    findings.add(new Finding(file.file().mistake(place.malformed(text)).toString(), true));
  }

  private void note(Doc place, String text) {
    findings.add(
        new Finding(file.file().mistake(place.malformed("note: " + text)).toString(), false));
  }
}
