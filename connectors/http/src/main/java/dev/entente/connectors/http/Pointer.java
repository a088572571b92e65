package dev.entente.connectors.http;

import dev.entente.json.Doc;
import java.util.Arrays;
import java.util.List;

/** A place in a JSON value, as manifests name it. */
final class Pointer {
  private Pointer() {}

  /** Reads a JSON Pointer (RFC 6901): {@code /paging/next/after}, or nothing for the whole. */
  static List<String> read(Doc doc) {
    String text = doc.text();
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw doc.malformed(
          "a JSON Pointer (RFC 6901) begins with a slash, such as /results, not `" + text + "`");
    }
    return pointed(text);
  }

  /** A field's column: a pointer, or the names on the way with dots between them. */
  static List<String> column(String column) {
    return column.startsWith("/") ? pointed(column) : List.of(column.split("\\.", -1));
  }

  private static List<String> pointed(String pointer) {
    return Arrays.stream(pointer.split("/", -1))
        .skip(1)
        .map(name -> name.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
