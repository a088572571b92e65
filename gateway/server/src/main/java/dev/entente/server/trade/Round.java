package dev.entente.server.trade;

import dev.entente.json.Json;
import dev.entente.ledger.Difference;
import dev.entente.server.trade.Pulling.Fetched;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one round with a peer came to.
 *
 * @param fetched what was asked for, pull by pull
 * @param acknowledged how many receipts the peer has our signature on since
 * @param mirrored how many entries of its log are kept here since
 * @param size how far its log is known
 * @param lost answers that never came, recorded from its log
 * @param differences between the two logs; each is a dispute
 * @param problem what ended it early; empty if nothing did
 */
public record Round(
    String peer,
    List<Fetched> fetched,
    int acknowledged,
    int mirrored,
    long size,
    int lost,
    List<Difference> differences,
    Optional<String> problem) {
  public Round {
    fetched = List.copyOf(fetched);
    differences = List.copyOf(differences);
  }

  /** Of a round that could not be held. */
  static Round failed(String peer, String problem) {
    return new Round(peer, List.of(), 0, 0, 0, 0, List.of(), Optional.of(problem));
  }

  /** For JSON. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("peer", peer);
    var pulls = new ArrayList<Map<String, Object>>();
    for (Fetched one : fetched) {
      var pull = new LinkedHashMap<String, Object>();
      pull.put("dataset", one.pull().dataset().value());
      pull.put("exchange", one.pull().exchange().value());
      pull.put("records", one.records());
      pull.put("value", one.value());
      pull.put("credit", one.credit());
      one.end().ifPresent(end -> pull.put("end", end));
      pulls.add(pull);
    }
    document.put("pulled", pulls);
    document.put("acknowledged", acknowledged);
    document.put("mirrored", mirrored);
    document.put("size", size);
    document.put("lost", lost);
    document.put("differences", differences.stream().map(Round::difference).toList());
    problem.ifPresent(it -> document.put("problem", it));
    return document;
  }

  private static Map<String, Object> difference(Difference difference) {
    var document = new LinkedHashMap<String, Object>();
    document.put("dispute", difference.name());
    document.put("about", difference.about());
    document.put("ours", side(difference.ours()));
    document.put("theirs", side(difference.theirs()));
    return document;
  }

  private static Map<String, Object> side(Difference.Side side) {
    var document = new LinkedHashMap<String, Object>();
    document.put("log", side.log());
    side.index().ifPresent(index -> document.put("index", index));
    document.put("says", side.says());
    return document;
  }

  @Override
  public String toString() {
    return new String(Json.write(document()), StandardCharsets.UTF_8);
  }
}
