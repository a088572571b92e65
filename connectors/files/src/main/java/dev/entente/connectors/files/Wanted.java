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
import java.util.Set;

/**
 * The columns to take from a file: those of the fields offered and of those that conditions on rows
 * may name. Whatever else is never to be released is not in the dataset, so it is not even read.
 */
final class Wanted {
  private static final int MOST_SHOWN = 40;

  /** The place of a column that no file has to have. */
  static final int ELSEWHERE = Integer.MAX_VALUE;

  private final Manifest manifest;
  private final Set<String> given;
  private final List<FieldName> fields;

  /**
   * @param given the columns whose values files' folders say; what the files hold there is not read
   */
  Wanted(Manifest manifest, Set<String> given) {
    this.manifest = manifest;
    this.given = Set.copyOf(given);
    this.fields = List.copyOf(manifest.dataset().held().keySet());
  }

  /** The fields by the name of their column; a column may serve several. */
  Map<String, int[]> byColumn() {
    Map<String, int[]> places = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      int[] more = {i};
      if (!given.contains(column(i))) {
        places.merge(column(i), more, Wanted::joined);
      }
    }
    return places;
  }

  /** How many fields there are. */
  int size() {
    return fields.size();
  }

  /** The texts of fields that a file's folders say, by the fields' places. */
  Map<Integer, String> of(SourceFile file) {
    Map<Integer, String> texts = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String text = file.given().get(column(i));
      if (text != null) {
        texts.put(i, text);
      }
    }
    return texts;
  }

  /**
   * For each field the place of its column in the header, or {@link #ELSEWHERE}.
   *
   * @throws Malformed if one is not there, or there twice
   */
  int[] in(List<String> header) {
    int[] places = new int[fields.size()];
    for (int i = 0; i < places.length; i++) {
      if (given.contains(column(i))) {
        places[i] = ELSEWHERE;
        continue;
      }
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
    if (!columns.contains(column(field)) && !given.contains(column(field))) {
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
