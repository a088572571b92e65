package dev.entente.server.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.GateState;
import dev.entente.ledger.Known;
import dev.entente.ledger.Ledger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One alliance as both sides see it.
 *
 * @param row what the console's page has too; of it, what wants our attention is ours alone
 * @param known what the partner has seen, by dataset and field
 * @param entries the newest that both may read, newest first
 * @param standing what the protocol answers of where both sides stand
 * @param datasets what it answers of each dataset
 * @param readers who of neither side may read all this
 */
public record Joint(
    Alliances.Row row,
    Course course,
    List<GateState> gates,
    List<Known> known,
    List<Shared> entries,
    JsonNode standing,
    List<JsonNode> datasets,
    Collection<Reader> readers) {

  /** As it is at that instant. */
  public static Joint of(
      Standing standing,
      History history,
      List<GateState> gates,
      Ledger ledger,
      Instant now,
      JsonNode figures,
      List<JsonNode> datasets) {
    var id = standing.terms().agreement();
    Course course = history.of(id);
    List<Shared> entries =
        course.shared().reversed().stream()
            .flatMap(index -> ledger.entries(id, index, 1).stream())
            .flatMap(stored -> Shared.of(stored).stream())
            .toList();
    return new Joint(
        Alliances.row(standing, course, now),
        course,
        gates,
        ledger.known(id),
        entries,
        figures,
        datasets,
        Alliance.readers(standing, now));
  }

  /** The next stage, if there is one. */
  public Optional<String> next() {
    Standing stands = row.standing();
    return stands.terms().ladder().next(stands.stage()).map(it -> it.stage().value());
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("agreement", row.id().value());
    json.put("partner", row.standing().terms().partner());
    json.put("state", row.standing().state().toString());
    json.put("standing", standing);
    json.put("course", course.json());
    json.put("known", known.stream().map(Alliance::known).toList());
    json.put("datasets", datasets);
    json.put("readers", Alliance.readers(readers));
    json.put("entries", entries.stream().map(Shared::json).toList());
    return json;
  }
}
