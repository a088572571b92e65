package dev.entente.policies;

import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyInput;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the gateway would ask about the accounts of one agreement. */
public record Questions(
    Terms terms,
    String stage,
    Optional<String> purpose,
    String milestone,
    List<String> asked,
    String dry) {

  private static final String TERMS =
      """
      {"gateway": "halden", "agreement": "orchard", "partner": "Orchard Devices",
       "type": "strategic-alliance", "purposes": ["joint-planning"],
       "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
       "ladder": [{"stage": "early", "window": 500}, {"stage": "mid", "window": 1000},
                  {"stage": "late", "window": 2000}],
       "datasets": {"accounts": {"title": "Accounts", "key": ["ticker"], "fields": {
         "ticker": {"type": "string", "category": "accounts", "value": 1, "stage": "early"},
         "employees": {"type": "integer", "category": "targeting", "value": 5, "stage": "mid",
           "weaker": {"early": {"release": "band", "bounds": [100, 1000, 10000]}}},
         "margin": {"type": "number", "category": "margins", "value": 20, "stage": "late",
           "milestone": "pilot-done"}}}},
       "exchanges": {"campaigns": {"key": ["campaign"], "fields": {
         "campaign": {"type": "string", "category": "margins", "value": 1}}}}}
      """;

  public static Questions early() {
    Terms terms = TermsReader.read(TERMS.getBytes(StandardCharsets.UTF_8));
    return new Questions(terms, "early", Optional.of("joint-planning"), "", List.of(), "");
  }

  public Questions at(String stage) {
    return new Questions(terms, stage, purpose, milestone, asked, dry);
  }

  Questions purpose(String purpose) {
    return new Questions(terms, stage, Optional.ofNullable(purpose), milestone, asked, dry);
  }

  Questions milestone(String milestone) {
    return new Questions(terms, stage, purpose, milestone, asked, dry);
  }

  Questions asked(String... asked) {
    return new Questions(terms, stage, purpose, milestone, List.of(asked), dry);
  }

  Questions dry(String dry) {
    return new Questions(terms, stage, purpose, milestone, asked, dry);
  }

  Dataset dataset() {
    return terms.datasets().get(new DatasetId("accounts"));
  }

  public PolicyInput input() {
    var milestones = new TreeSet<>(Comparator.comparing(Milestone::value));
    if (!milestone.isEmpty()) {
      milestones.add(new Milestone(milestone));
    }
    var categories = new TreeSet<>(Comparator.comparing(Category::value));
    if (!dry.isEmpty()) {
      categories.add(new Category(dry));
    }
    var names = new LinkedHashSet<FieldName>();
    asked.stream().map(FieldName::new).forEach(names::add);
    return new PolicyInput(
        terms,
        dataset(),
        new Stage(stage),
        purpose,
        LocalDate.of(2026, 11, 22),
        milestones,
        new TreeSet<>(),
        new TreeSet<>(),
        names,
        categories);
  }
}
