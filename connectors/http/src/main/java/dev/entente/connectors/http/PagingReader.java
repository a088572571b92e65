package dev.entente.connectors.http;

import dev.entente.json.Doc;
import java.util.List;
import java.util.Optional;

/** Reads what a manifest says under {@code page}. */
final class PagingReader {
  private static final int LARGEST_PAGE = 100_000;

  private PagingReader() {}

  static Paging read(Doc doc) {
    Doc style = doc.at("style");
    return switch (style.text()) {
      case "page", "offset" -> numbered(doc, style.text().equals("offset"));
      case "cursor" -> {
        doc.only("style", "parameter", "next", "size", "size-parameter");
        yield new Paging.Cursor(doc.at("parameter").text(), somewhere(doc.at("next")), size(doc));
      }
      case "link" -> {
        doc.only("style", "next", "size", "size-parameter");
        yield new Paging.Link(
            doc.find("next").map(PagingReader::somewhere).orElse(List.of()), size(doc));
      }
      default -> throw style.malformed("a style is page, offset, cursor or link");
    };
  }

  private static Paging numbered(Doc doc, boolean byRecord) {
    doc.only("style", "parameter", "first", "more", "size", "size-parameter");
    return new Paging.Numbered(
        doc.at("parameter").text(),
        doc.find("first").map(it -> it.integer(0, 1)).orElse(byRecord ? 0 : 1),
        byRecord,
        size(doc),
        doc.find("more").map(PagingReader::somewhere).orElse(List.of()));
  }

  private static List<String> somewhere(Doc doc) {
    List<String> pointer = Pointer.read(doc);
    if (pointer.isEmpty()) {
      throw doc.malformed("the place within the answer is needed, such as /paging/next/after");
    }
    return pointer;
  }

  private static Optional<Paging.Size> size(Doc doc) {
    if (doc.find("size").isPresent() != doc.find("size-parameter").isPresent()) {
      throw doc.malformed("`size` and `size-parameter` go together, such as 100 and limit");
    }
    return doc.find("size")
        .map(
            size ->
                new Paging.Size(doc.at("size-parameter").text(), size.integer(1, LARGEST_PAGE)));
  }
}
