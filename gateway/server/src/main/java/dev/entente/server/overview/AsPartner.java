package dev.entente.server.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.exchange.Preview;
import dev.entente.json.Json;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a partner would be answered, as people read it: the answer, or what is told in its place.
 */
public record AsPartner(Optional<Preview> answer, Optional<Problem> refusal) {

  /** What becomes of a field. */
  public record Fate(String field, String release, String because, List<String> unlock) {}

  /** What came of trying. */
  public static AsPartner of(Outcome<Preview> outcome) {
    return switch (outcome) {
      case Passed<Preview>(Preview preview) ->
          new AsPartner(Optional.of(preview), Optional.empty());
      case Refused<Preview>(Problem problem) ->
          new AsPartner(Optional.empty(), Optional.of(untold(problem)));
    };
  }

  /** The decision's name leads nowhere: no log was told of it. */
  private static Problem untold(Problem problem) {
    var members = new LinkedHashMap<>(problem.members());
    members.remove("decision");
    return new Problem(problem.code(), problem.detail(), members);
  }

  /** Where in the question the mistake is, if it is there. */
  public Optional<String> pointer() {
    return refusal.map(it -> it.members().get("pointer")).map(String::valueOf);
  }

  /** What would cure a refusal. */
  public List<String> cures() {
    return refusal.map(it -> it.members().get("unlock")).map(AsPartner::texts).orElse(List.of());
  }

  /** The records by rows, each cell as its JSON reads; empty where it is null. */
  public List<Map<String, Optional<String>>> records() {
    var rows = new ArrayList<Map<String, Optional<String>>>();
    for (JsonNode record : Json.read(answer.orElseThrow().records())) {
      var row = new LinkedHashMap<String, Optional<String>>();
      record
          .properties()
          .forEach(
              cell ->
                  row.put(
                      cell.getKey(),
                      cell.getValue().isNull()
                          ? Optional.empty()
                          : Optional.of(cell.getValue().asText())));
      rows.add(row);
    }
    return rows;
  }

  /** What becomes of each field of these; one that the answer does not tell of is hidden. */
  public List<Fate> fates(List<String> fields) {
    return fields.stream()
        .map(
            name ->
                answer.orElseThrow().fields().get(name) instanceof Map<?, ?> about
                    ? fate(name, about)
                    : new Fate(name, "hidden", "the partner is not told that it exists", List.of()))
        .toList();
  }

  private static Fate fate(String name, Map<?, ?> about) {
    return new Fate(
        name,
        String.valueOf(about.get("release")),
        about.get("because") == null ? "" : String.valueOf(about.get("because")),
        texts(about.get("unlock")));
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }

  /** A figure of the price, such as {@code value}. */
  public String figure(String name) {
    return String.valueOf(answer.orElseThrow().reciprocity().get(name));
  }

  /** What the policy was told, by name, as JSON. */
  public Map<String, String> told() {
    var told = new LinkedHashMap<String, String>();
    answer
        .orElseThrow()
        .told()
        .forEach(
            (name, value) -> told.put(name, new String(Json.write(value), StandardCharsets.UTF_8)));
    return told;
  }

  /** Which records the policy lets be touched, as JSON; empty for all. */
  public Optional<String> rows() {
    Object rows = answer.orElseThrow().rows();
    return rows.equals("all")
        ? Optional.empty()
        : Optional.of(new String(Json.write(rows), StandardCharsets.UTF_8));
  }
}
