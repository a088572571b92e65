package dev.entente.server.show;

import dev.entente.catalog.FieldName;
import dev.entente.server.drafting.Draft;
import dev.entente.server.drafting.Drafting.Drafted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The draft of a manifest. */
public final class ShownDraft {
  private ShownDraft() {}

  /** For a person. */
  public static List<String> lines(Drafted drafted, Path directory, Terminal terminal) {
    Draft draft = drafted.draft();
    List<String> lines = new ArrayList<>();
    lines.add("drafted   " + drafted.file() + ", from " + looked(draft.looked()));
    lines.add(
        "key       "
            + draft.key().stream().map(FieldName::value).collect(Collectors.joining(", ")));
    lines.add(
        "offered   %d of %d fields; the others never, until you say otherwise"
            .formatted(draft.offered(), draft.fields().size()));
    draft
        .unnamed()
        .forEach(it -> lines.add("hidden    " + Printable.of(it) + ": no manifest can name it"));
    var table = new Table(List.of("field", "category", "value", "stage", "because"));
    draft.fields().forEach(field -> table.row(row(field)));
    lines.addAll(table.alignRight(2).lines(terminal.width(), terminal.ink()));
    lines.add("next      look at each line, then: entente check " + directory);
    return lines;
  }

  private static String looked(Draft.Looked looked) {
    String rows = looked.rows() + (looked.rows() == 1 ? " row" : " rows");
    return looked.whole()
        ? rows + ", all there are"
        : rows + looked.total().map(it -> " of about " + it).orElse(", not all there are");
  }

  private static List<String> row(Draft.Field field) {
    return List.of(
        field.name().value(),
        field.category(),
        Integer.toString(field.value()),
        field.stage().map(Object::toString).orElse("never"),
        field.reason());
  }

  /** For machines. */
  public static Map<String, Object> document(Drafted drafted) {
    Draft draft = drafted.draft();
    var document = new LinkedHashMap<String, Object>();
    document.put("dataset", draft.id().value());
    document.put("file", drafted.file());
    document.put("rows", draft.looked().rows());
    document.put("whole", draft.looked().whole());
    draft.looked().total().ifPresent(it -> document.put("total", it));
    document.put("key", draft.key().stream().map(FieldName::value).toList());
    document.put("fields", draft.fields().stream().map(ShownDraft::describe).toList());
    document.put("unnamed", draft.unnamed());
    return document;
  }

  private static Map<String, Object> describe(Draft.Field field) {
    var about = new LinkedHashMap<String, Object>();
    about.put("field", field.name().value());
    about.put("column", field.column());
    field.type().ifPresent(it -> about.put("type", it));
    about.put("category", field.category());
    about.put("value", field.value());
    about.put("stage", field.stage().map(Object::toString).orElse("never"));
    about.put("because", field.reason());
    return about;
  }
}
