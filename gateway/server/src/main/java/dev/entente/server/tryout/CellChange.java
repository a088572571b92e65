package dev.entente.server.tryout;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.Policy;
import dev.entente.governance.Matrix;
import dev.entente.governance.Matrix.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field at a stage that the candidate decides otherwise.
 *
 * @param before its form now: as a release is called, {@code withheld} or {@code hidden}
 * @param after its form by the candidate
 */
public record CellChange(
    String agreement, String dataset, String field, String stage, String before, String after) {

  static List<CellChange> of(
      Policy inForce, Policy candidate, Terms terms, Dataset dataset, LocalDate day) {
    Matrix was = Matrix.of(inForce, terms, dataset, day);
    Matrix is = Matrix.of(candidate, terms, dataset, day);
    var changes = new ArrayList<CellChange>();
    is.rows()
        .forEach(
            (field, after) -> {
              List<Cell> before = was.rows().getOrDefault(field, List.of());
              for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).release().equals(after.get(i).release())) {
                  changes.add(
                      new CellChange(
                          terms.agreement().value(),
                          dataset.id().value(),
                          field.name().value(),
                          was.stages().get(i).value(),
                          before.get(i).release(),
                          after.get(i).release()));
                }
              }
            });
    return changes;
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("agreement", agreement);
    json.put("dataset", dataset);
    json.put("field", field);
    json.put("stage", stage);
    json.put("from", before);
    json.put("to", after);
    return json;
  }
}
