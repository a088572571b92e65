package dev.entente.connectors.files;

import dev.entente.catalog.FieldName;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.source.Manifest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns to take from a file: those of the fields offered and of those that conditions on rows
 * may name. Whatever else is never to be released is not in the dataset, so it is not even read.
 */
final class Wanted {
  private static final int MOST_SHOWN = 40;

  private final Manifest manifest;
  private final List<FieldName> fields;

  Wanted(Manifest manifest) {
    this.manifest = manifest;
    this.fields = List.copyOf(manifest.dataset().held().keySet());
  }

  /** The fields by the name of their column; a column may serve several. */
  Map<String, int[]> byColumn() {
    Map<String, int[]> places = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      int[] more = {i};
      places.merge(column(i), more, Wanted::joined);
    }
    return places;
  }

  /**
   * For each field the place of its column in the header.
   *
   * @throws Malformed if one is not there, or there twice
   */
  int[] in(List<String> header) {
    int[] places = new int[fields.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = header.indexOf(column(i));
      require(i, header);
      if (places[i] != header.lastIndexOf(column(i))) {
        throw refused(i, "the file has the column `" + column(i) + "` twice; rename one there");
      }
    }
    return places;
  }

  /**
   * Checks that these columns, which are all there are, hold those of the fields.
   *
   * @throws Malformed if one is not there
   */
  void requireAllIn(Collection<String> columns) {
    for (int i = 0; i < fields.size(); i++) {
      require(i, columns);
    }
  }

  private void require(int field, Collection<String> columns) {
    if (!columns.contains(column(field))) {
      throw refused(
          field, "the file has no column `" + column(field) + "`; it has " + listed(columns));
    }
  }

  private String column(int field) {
    return manifest.column(fields.get(field));
  }

  private Malformed refused(int field, String message) {
    FieldName name = fields.get(field);
    String member = manifest.columns().containsKey(name) ? "/column" : "";
    return new Malformed("/fields/" + name + member, message);
  }

  private static String listed(Collection<String> columns) {
    List<String> shown =
        columns.stream().limit(MOST_SHOWN).map(c -> "`" + Shown.of(c) + "`").toList();
    int left = columns.size() - shown.size();
    return String.join(", ", shown) + (left > 0 ? " and " + left + " more" : "");
  }

  private static int[] joined(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
