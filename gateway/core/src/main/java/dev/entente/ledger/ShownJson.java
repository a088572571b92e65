package dev.entente.ledger;

import dev.entente.catalog.Aggregation;
import dev.entente.catalog.FieldName;
import dev.entente.differencing.Shown;
import dev.entente.differencing.Sketch;
import dev.entente.json.Doc;
import dev.entente.json.Members;
import java.util.LinkedHashMap;
import java.util.List;

/** The sets of records that an aggregate told of. */
final class ShownJson {
  private ShownJson() {}

  static void write(Shown shown, Members json) {
    json.put("k", shown.k());
    json.put("records", texts(shown.records()));
    Members fields = json.begin("fields");
    shown.fields().forEach((field, sets) -> fields.put(field.value(), texts(sets)));
    fields.end();
    json.end();
  }

  private static List<String> texts(List<Sketch> sets) {
    return sets.stream().map(Sketch::toString).toList();
  }

  static Shown read(Doc doc) {
    var fields = new LinkedHashMap<FieldName, List<Sketch>>();
    doc.at("fields")
        .members()
        .forEach((name, sets) -> fields.put(EntryValues.field(name, sets), sets(sets)));
    return new Shown(
        doc.at("k").integer(2, Aggregation.HIGHEST_K), sets(doc.at("records")), fields);
  }

  private static List<Sketch> sets(Doc doc) {
    return doc.items().stream().map(it -> it.as(Sketch::parse)).toList();
  }
}
