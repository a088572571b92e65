package dev.entente.disclosure;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.json.Json;
import dev.entente.signature.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field that another stage would release in a stronger form.
 *
 * @param from the form in which it is released now, if it is
 * @param to the form in which it would be
 */
public record Opening(DatasetId dataset, FieldName field, Optional<String> from, String to) {
  /** By which it can be told whether others open now. */
  public static Sha256 hash(List<Opening> opens) {
    return Sha256.hash(Json.write(opens.stream().map(Opening::json).toList()));
  }

  /**
   * As it stands in entries and answers; {@code from} is left out where nothing is released now.
   */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("dataset", dataset.value());
    json.put("field", field.value());
    from.ifPresent(form -> json.put("from", form));
    json.put("to", to);
    return json;
  }
}
