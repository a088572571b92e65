package dev.entente.server.client;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a dataset says of its visible fields.
 *
 * @param types the type of each
 * @param shown those that are released in some form
 */
public record FieldTypes(Map<FieldName, FieldType> types, List<FieldName> shown) {
  public FieldTypes {
    types = Map.copyOf(types);
    shown = List.copyOf(shown);
  }

  /**
   * Reads the answer of the call that describes a dataset.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static FieldTypes read(Reply.Answered answer) {
    var types = new HashMap<FieldName, FieldType>();
    var shown = new ArrayList<FieldName>();
    try {
      for (Map.Entry<String, Doc> field : answer.document().at("fields").members().entrySet()) {
        var name = new FieldName(field.getKey());
        types.put(name, FieldType.named(field.getValue().at("type").text()));
        if (!field.getValue().at("release").text().equals("withheld")) {
          shown.add(name);
        }
      }
      return new FieldTypes(types, shown);
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }
}
