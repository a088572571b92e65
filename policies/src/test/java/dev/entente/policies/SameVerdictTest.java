package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of thousands of inputs, made at random, both engines say the same. */
class SameVerdictTest {
  private static final int QUESTIONS = 3_000;
  private static final List<String> STAGES = List.of("early", "mid", "late");
  private static final List<String> CATEGORIES = List.of("accounts", "targeting", "margins");
  private static final List<String> MILESTONES = List.of("pilot", "launch");

  private final Random random = new Random(20_261_126);

  /** Conditions that differ from question to question: none, one, or many that nest. */
  private static final String NARROWING =
      """
      package entente.custom

      rows contains {"field": name, "operator": ">=", "value": field.value} if {
      	some name, field in input.fields
      	field.type == "integer"
      	field.category in input.dry
      }

      rows contains {"or": [{"not": {"field": "id", "operator": "in", "value": input.reached}}, extra]} if {
      	input.purpose == "resale"
      	extra := {"field": "id", "operator": "!=", "value": input.date}
      }

      rows contains {"field": "id", "operator": "<", "value": milestone} if some milestone in input.milestones
      """;

  @Test
  void both_engines_narrow_rows_alike(@TempDir Path folder) throws Exception {
    String author = Files.writeString(folder.resolve("author.rego"), NARROWING).toString();
    Path served = OpaProcess.build(folder, "served", author);
    Path wasm = OpaProcess.build(folder, "wasm", author, "-t", "wasm", "-e", WasmPolicy.DECISION);
    var embedded = WasmPolicy.start(Bundle.open(wasm));
    int narrowed = 0;
    var distinct = new HashSet<Rows>();
    try (var opa = OpaProcess.start(served);
        var server =
            ServerPolicy.start(Bundle.open(served), opa.address(), Duration.ofSeconds(20))) {
      for (int i = 0; i < QUESTIONS / 3; i++) {
        PolicyInput input = input();
        Decision decision = embedded.decide(input);
        assertThat(server.decide(input)).as("question %d: %s", i, input.json()).isEqualTo(decision);
        narrowed += decision.rows() instanceof Rows.Where ? 1 : 0;
        distinct.add(decision.rows());
      }
    }
    assertThat(narrowed).isBetween(QUESTIONS / 6, QUESTIONS / 3 - 50);
    assertThat(distinct).hasSizeGreaterThan(100);
  }

  @Test
  void both_engines_decide_alike(@TempDir Path folder) throws Exception {
    Path built = OpaProcess.build(folder, "same");
    var embedded = WasmPolicy.start(Bundle.standard());
    int released = 0;
    int withheld = 0;
    try (var opa = OpaProcess.start(built);
        var server =
            ServerPolicy.start(Bundle.open(built), opa.address(), Duration.ofSeconds(20))) {
      for (int i = 0; i < QUESTIONS; i++) {
        PolicyInput input = input();
        Decision decision = embedded.decide(input);
        assertThat(server.decide(input)).as("question %d: %s", i, input.json()).isEqualTo(decision);
        released += decision.released().size();
        withheld += decision.withheld().size();
      }
      for (int i = 0; i < QUESTIONS / 10; i++) {
        JsonNode facts = Json.tree(facts());
        var about = new PromotionInput(facts);
        assertThat(server.gates(about)).as(facts.toString()).isEqualTo(embedded.gates(about));
      }
    }
    assertThat(released).isGreaterThan(QUESTIONS);
    assertThat(withheld).isGreaterThan(QUESTIONS);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  PolicyInput input() {
    Terms terms = TermsReader.read(Json.write(terms()));
    Dataset dataset = terms.datasets().get(new DatasetId("accounts"));
    var asked = new LinkedHashSet<FieldName>();
    dataset.fields().stream().filter(_ -> chance(20)).forEach(field -> asked.add(field.name()));
    return new PolicyInput(
        terms,
        dataset,
        new Stage(one(STAGES)),
        chance(10) ? Optional.empty() : Optional.of(one(List.of("planning", "resale", "other"))),
        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1_000)),
        some(MILESTONES, Milestone::new, Milestone::value),
        new TreeSet<>(),
        new TreeSet<>(),
        asked,
        some(CATEGORIES, Category::new, Category::value));
  }

  private <T> NavigableSet<T> some(
      List<String> of, Function<String, T> make, Function<T, String> name) {
    var some = new TreeSet<T>(Comparator.comparing(name));
    of.stream().filter(_ -> chance(25)).map(make).forEach(some::add);
    return some;
  }

  private Map<String, Object> terms() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "id", Map.of("type", "string", "category", "accounts", "value", 1, "stage", one(STAGES)));
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      fields.put("f" + i, field());
    }
    return Map.of(
        "gateway",
        "halden",
        "agreement",
        "orchard",
        "partner",
        "Orchard",
        "type",
        "resale",
        "purposes",
        chance(50) ? List.of("planning") : List.of("planning", "resale"),
        "contacts",
        Map.of("ours", List.of("ana", "bo"), "theirs", List.of("Kim", "Lee")),
        "ladder",
        List.of(
            Map.of("stage", "early", "window", 500),
            Map.of("stage", "mid", "window", 1000),
            Map.of("stage", "late", "window", 2000)),
        "datasets",
        Map.of("accounts", Map.of("title", "Accounts", "key", List.of("id"), "fields", fields)),
        "exchanges",
        Map.of(
            "campaigns",
            Map.of(
                "key",
                List.of("campaign"),
                "fields",
                Map.of("campaign", Map.of("type", "string", "category", "margins", "value", 1)))));
  }

  private Map<String, Object> field() {
    var field = new LinkedHashMap<String, Object>();
    boolean number = chance(50);
    field.put("type", number ? "integer" : "string");
    field.put("category", one(CATEGORIES));
    field.put("value", one(List.of(1, 2, 5, 10, 20)));
    String stage = one(STAGES);
    field.put("stage", stage);
    List<String> before = STAGES.subList(0, STAGES.indexOf(stage));
    if (!before.isEmpty() && chance(60)) {
      var weaker = new LinkedHashMap<String, Object>();
      before.stream()
          .filter(_ -> chance(60))
          .forEach(
              it ->
                  weaker.put(
                      it,
                      number
                          ? Map.of("release", "band", "bounds", List.of(10, 100))
                          : Map.of("release", "truncate", "keep", 3)));
      field.put("weaker", weaker);
    }
    if (chance(20)) {
      field.put("milestone", one(MILESTONES));
    }
    return field;
  }

  /** Facts about a raise, some of them out of order. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Promotions.early()
        .facts()
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
    List<String> names = new ArrayList<>(facts.keySet());
    String changed = one(names);
    Object value = facts.get(changed);
    if (value instanceof JsonNode node && node.isNumber()) {
      facts.put(changed, random.nextInt(2_000));
    } else if (value instanceof JsonNode node && node.isArray()) {
      facts.put(changed, List.of());
    }
    return facts;
  }
}
