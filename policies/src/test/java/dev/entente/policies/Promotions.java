package dev.entente.policies;

import dev.entente.agreement.Contract;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.disclosure.PromotionInput;
import dev.entente.json.Json;
import dev.entente.reciprocity.Account;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What the gateway would ask before an agreement is raised. */
final class Promotions {
  private static final String LADDER =
      """
      [{"stage": "early", "window": 500},
       {"stage": "mid", "window": 1000, "gate": {"cleared": 3, "minimum-days": 30}}]
      """;

  private Promotions() {}

  /** Forty days at the first stage, nothing shared yet, and a dispute. */
  static PromotionInput early() {
    Instant accepted = Instant.parse("2026-10-16T08:00:00Z");
    Terms terms = terms();
    var contract = new Contract(terms, terms.hash(), new LinkedHashMap<>(), Optional.empty());
    Standing standing = Standing.opened(contract, 1, accepted, Account.EMPTY).accepted(2, accepted);
    Standing disputed = standing.established(standing.evidence().disputed("invoice"), 3);
    return PromotionInput.of(disputed, Instant.parse("2026-11-25T12:00:00Z")).orElseThrow();
  }

  private static Terms terms() {
    var document = new LinkedHashMap<String, Object>(Questions.early().terms().document());
    document.put("ladder", Json.read(LADDER.getBytes(StandardCharsets.UTF_8)));
    document.put("datasets", new LinkedHashMap<>());
    document.put("exchanges", new LinkedHashMap<>());
    return TermsReader.read(Json.write(document));
  }
}
