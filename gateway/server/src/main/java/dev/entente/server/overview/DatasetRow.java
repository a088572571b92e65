package dev.entente.server.overview;

import dev.entente.agreement.Standing;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.ledger.Trust;
import dev.entente.server.directory.AllianceDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset of ours.
 *
 * @param agreements in how many it is offered
 * @param ailment why its source does not work; empty if it does as far as is known
 */
public record DatasetRow(Dataset dataset, long agreements, Optional<String> ailment) {

  /** All of them, in the order of their names. */
  public static List<DatasetRow> all(
      AllianceDirectory directory, Trust trust, Map<String, String> ailments) {
    return directory.datasets().values().stream()
        .map(file -> file.manifest().dataset())
        .map(
            it ->
                new DatasetRow(
                    it,
                    trust.standings().stream()
                        .map(Standing::terms)
                        .filter(terms -> terms.datasets().containsKey(it.id()))
                        .count(),
                    Optional.ofNullable(ailments.get(it.id().value()))))
        .toList();
  }

  public List<String> categories() {
    return dataset.fields().stream().map(it -> it.category().value()).distinct().sorted().toList();
  }

  /** The stages from which on something is released in full, in the order of the fields. */
  public List<String> stages() {
    return dataset.fields().stream().map(it -> it.stage().value()).distinct().toList();
  }

  /** What a whole record is worth. */
  public int worth() {
    return dataset.fields().stream().mapToInt(Field::value).sum();
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataset", dataset.id().value());
    json.put("agreements", agreements);
    json.put("source", ailment.isPresent() ? "not ready" : "ready");
    ailment.ifPresent(why -> json.put("because", why));
    json.putAll(dataset.document());
    return json;
  }
}
