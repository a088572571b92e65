package dev.entente.server.show;

import dev.entente.disclosure.Rows;
import dev.entente.governance.Matrix.Cell;
import dev.entente.governance.WhatIf;
import dev.entente.governance.WhatIf.Change;
import dev.entente.json.Json;
import dev.entente.server.authoring.Explained;
import dev.entente.server.authoring.Explained.Spoken;
import dev.entente.server.authoring.RegoIndex.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Why a field is released as it is: for a person, and as JSON. */
public final class ShownExplanation {
  private ShownExplanation() {}

  public static List<String> lines(Explained explained) {
    var lines = new ArrayList<String>();
    var input = explained.input();
    lines.add(
        "%s of %s for %s at %s, policy %s"
            .formatted(
                explained.field().name(),
                input.dataset().id(),
                input.terms().agreement(),
                input.stage(),
                explained.policy()));
    lines.add(cell(explained.whatIf().now()));
    if (!(explained.whatIf().rows() instanceof Rows.Every)) {
      lines.add("in these rows alone: " + rows(explained));
    }
    lines.add("rules");
    explained
        .rules()
        .ifPresentOrElse(
            rules -> rules.forEach(rule -> lines.addAll(rule(rule))),
            () ->
                lines.add(
                    "  the bundle does not say which: its rules run in a server, or are not the product's"));
    if (explained.rules().filter(List::isEmpty).isPresent()) {
      lines.add("  none stands in the way");
    }
    lines.add("facts");
    facts(explained).forEach((name, value) -> lines.add("  %-11s %s".formatted(name, told(value))));
    lines.add("what would change it");
    WhatIf whatIf = explained.whatIf();
    whatIf
        .changes()
        .forEach(change -> lines.add("  %-30s %s".formatted(change.fact(), cell(change.then()))));
    if (!whatIf.now().release().equals("full")) {
      lines.add(opening(whatIf.changes()));
    }
    return lines.stream().map(Printable::of).toList();
  }

  private static String rows(Explained explained) {
    return new String(Json.write(explained.whatIf().rows().document()), StandardCharsets.UTF_8);
  }

  /** The single changes that open it, or all of them together where none does alone. */
  private static String opening(List<Change> changes) {
    List<String> opening = changes.stream().filter(Change::opens).map(Change::fact).toList();
    List<String> single = opening.stream().filter(fact -> !fact.equals(WhatIf.ALL)).toList();
    if (opening.isEmpty()) {
      return "  none of it opens it in full";
    }
    return "  in full by: " + String.join(", or ", single.isEmpty() ? opening : single);
  }

  private static List<String> rule(Spoken spoken) {
    var lines = new ArrayList<String>();
    var obstacle = spoken.obstacle();
    lines.add("  %s, because: %s".formatted(obstacle.rule(), obstacle.cause()));
    for (Rule place : spoken.places()) {
      lines.add("    %s  %s".formatted(place.place(), place.title()).stripTrailing());
    }
    if (!obstacle.cures().isEmpty()) {
      lines.add("    cure: " + String.join("; ", obstacle.cures()));
    }
    return lines;
  }

  private static String cell(Cell cell) {
    return cell.release()
        + cell.reason().map(reason -> ", because: " + reason.because()).orElse("");
  }

  /** The values that rules look at. */
  private static SequencedMap<String, Object> facts(Explained explained) {
    var input = explained.input();
    var field = explained.field();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("partner", input.terms().partner());
    facts.put("type", input.terms().type().toString());
    facts.put("stage", input.stage().value());
    facts.put("opens-at", field.stage().value());
    facts.put("purpose", input.purpose().orElse(""));
    facts.put("agreed", texts(input.terms().purposes()));
    field.milestone().ifPresent(milestone -> facts.put("waits-for", milestone.value()));
    facts.put("milestones", texts(input.milestones()));
    facts.put("signals", texts(input.signals()));
    facts.put("disputes", texts(input.disputes()));
    facts.put("category", field.category().value());
    facts.put("value", field.value());
    facts.put("credit", !input.dry().contains(field.category()));
    facts.put("key", input.dataset().key().contains(field.name()));
    facts.put("date", input.date().toString());
    return facts;
  }

  private static List<String> texts(Collection<?> all) {
    return all.stream().map(Object::toString).toList();
  }

  private static String told(Object value) {
    return switch (value) {
      case List<?> all when all.isEmpty() -> "none";
      case List<?> all -> String.join(", ", texts(all));
      case Boolean yes -> yes ? "yes" : "no";
      default -> value.toString().isEmpty() ? "none stated" : value.toString();
    };
  }

  public static Map<String, Object> document(Explained explained) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", explained.input().terms().agreement().value());
    document.put("dataset", explained.input().dataset().id().value());
    document.put("field", explained.field().name().value());
    document.put("policy", explained.policy().value());
    document.putAll(about(explained.whatIf().now()));
    document.put("rows", explained.whatIf().rows().document());
    explained
        .rules()
        .ifPresent(
            rules -> document.put("rules", rules.stream().map(ShownExplanation::about).toList()));
    document.put("facts", facts(explained));
    document.put(
        "changes",
        explained.whatIf().changes().stream()
            .map(
                change -> {
                  var about = new LinkedHashMap<String, Object>();
                  about.put("fact", change.fact());
                  about.put("opens", change.opens());
                  about.putAll(about(change.then()));
                  return about;
                })
            .toList());
    return document;
  }

  private static Map<String, Object> about(Spoken spoken) {
    var about = new LinkedHashMap<String, Object>();
    about.put("rule", spoken.obstacle().rule());
    about.put("because", spoken.obstacle().cause());
    about.put("unlock", spoken.obstacle().cures());
    about.put(
        "places",
        spoken.places().stream()
            .map(
                place -> Map.of("title", place.title(), "file", place.file(), "line", place.line()))
            .toList());
    return about;
  }

  private static Map<String, Object> about(Cell cell) {
    var about = new LinkedHashMap<String, Object>();
    about.put("release", cell.release());
    cell.reason()
        .ifPresent(
            reason -> {
              about.put("because", reason.because().toString());
              about.put("unlock", reason.unlock());
            });
    return about;
  }
}
