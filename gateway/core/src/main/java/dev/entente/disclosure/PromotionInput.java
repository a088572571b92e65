package dev.entente.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Standing;
import dev.entente.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a policy is told about a raise: facts from the ledger. Two inputs are equal if their
 * facts are, so a verdict holds for as long as nothing changed that it rests on.
 *
 * @param facts the document that a policy sees as {@code input}
 */
public record PromotionInput(JsonNode facts) {

  /** The facts about the next stage at that instant; empty at the last one. */
  public static Optional<PromotionInput> of(Standing standing, Instant now) {
    return standing
        .terms()
        .ladder()
        .next(standing.stage())
        .map(next -> new PromotionInput(Json.tree(facts(standing, next, now))));
  }

  private static Map<String, Object> facts(Standing standing, Rung next, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("agreement", standing.terms().agreement().value());
    facts.put("partner", standing.terms().partner());
    facts.put("type", standing.terms().type().toString());
    facts.put("state", standing.state().toString());
    facts.put("date", day.toString());
    facts.put("stage", standing.stage().value());
    facts.put("next", next.stage().value());
    facts.put("gate", next.gate().document());
    facts.put("window", standing.window().decimal());
    facts.put("cleared", standing.cleared().decimal());
    facts.put("days", days(standing, day));
    facts.put("matched-rounds", standing.rounds().matched());
    facts.put("verdict", standing.rounds().verdict().toString());
    facts.put("milestones", texts(standing.milestones()));
    facts.put("signals", texts(standing.evidence().signals(day)));
    facts.put("reviewed", standing.evidence().reviewed(day));
    standing.evidence().review().ifPresent(it -> facts.put("review", it.next().toString()));
    var contacts = standing.terms().contacts();
    facts.put(
        "contacts", Map.of("ours", contacts.ours().size(), "theirs", contacts.theirs().size()));
    facts.put("disputes", texts(standing.evidence().disputes()));
    facts.put("overdue-receipts", standing.outstanding().overdue(now));
    return facts;
  }

  /** Whole UTC days since the stage was entered. */
  private static long days(Standing standing, LocalDate day) {
    LocalDate entered = LocalDate.ofInstant(standing.level().since(), ZoneOffset.UTC);
    return Math.max(0, ChronoUnit.DAYS.between(entered, day));
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
