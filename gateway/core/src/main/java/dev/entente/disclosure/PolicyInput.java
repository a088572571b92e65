package dev.entente.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.json.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * All that a policy is told about one query. Its facts are names, booleans and the UTC date, so
 * that equal facts are an equal input.
 *
 * @param dataset what is offered, with the prices and stages in force
 * @param purpose what the partner asks for; not necessarily one of the agreed
 * @param milestones what the partner has shown
 * @param signals the costly signals that hold on that day, by name
 * @param disputes the names of those that are open
 * @param asked the fields that the query names to show, filter or sort; empty if it names none
 * @param dry the categories that have no credit left
 */
public record PolicyInput(
    Terms terms,
    Dataset dataset,
    Stage stage,
    Optional<String> purpose,
    LocalDate date,
    NavigableSet<Milestone> milestones,
    NavigableSet<String> signals,
    NavigableSet<String> disputes,
    SequencedSet<FieldName> asked,
    NavigableSet<Category> dry) {

  /**
   * What a policy is told about a dataset at that stage on that day.
   *
   * @param stage the agreement's own, or one that is looked ahead to
   */
  public static PolicyInput of(
      Standing standing,
      Dataset dataset,
      Stage stage,
      Optional<String> purpose,
      SequencedSet<FieldName> asked,
      LocalDate day) {
    return new PolicyInput(
        standing.terms(),
        dataset,
        stage,
        purpose,
        day,
        standing.milestones(),
        standing.evidence().signals(day),
        standing.evidence().disputes(),
        asked,
        standing.dry());
  }

  /** The document that a policy sees as {@code input}. */
  public JsonNode json() {
    var json = facts();
    json.put("partner", terms.partner());
    json.put("type", terms.type().toString());
    json.put("stages", texts(terms.ladder().stages()));
    json.put("reached", texts(terms.ladder().reached(stage)));
    json.put("purposes", texts(terms.purposes()));
    json.put("dataset", dataset.id().value());
    json.put("feeds", feeds());
    dataset
        .document()
        .forEach(
            (name, value) -> {
              if (!name.equals("title") && !name.equals("aggregate")) {
                json.put(name, value);
              }
            });
    return Json.tree(json);
  }

  /** What it says of the question, and not what the terms and the dataset say of themselves. */
  public LinkedHashMap<String, Object> facts() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("agreement", terms.agreement().value());
    facts.put("stage", stage.value());
    purpose.ifPresent(name -> facts.put("purpose", name));
    facts.put("date", date.toString());
    facts.put("milestones", texts(milestones));
    facts.put("signals", texts(signals));
    facts.put("disputes", texts(disputes));
    facts.put("asked", texts(asked));
    facts.put("dry", texts(dry));
    return facts;
  }

  /** Which exchanges earn credit in each category. */
  private Map<String, List<String>> feeds() {
    var feeds = new LinkedHashMap<String, List<String>>();
    terms
        .exchanges()
        .forEach(
            (id, exchange) ->
                exchange.fields().stream()
                    .filter(field -> field.value() > 0)
                    .map(field -> field.category().value())
                    .distinct()
                    .forEach(
                        category ->
                            feeds
                                .computeIfAbsent(category, _ -> new ArrayList<>())
                                .add(id.value())));
    return feeds;
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
