package dev.entente.server.overview;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.operator.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proposal that waits, with what was said of it.
 *
 * @param event that made it
 * @param because why it was proposed
 * @param said what was said and done about it since, oldest first
 */
public record Proposed(
    Standing standing, Proposal proposal, Event event, String because, List<Line> said) {
  private static final int MOST_READ = 1_000;

  /** The proposal of that name that waits; empty if none does. */
  public static Optional<Proposed> of(Standing standing, String subject, Ledger ledger) {
    return standing
        .proposals()
        .of(subject)
        .flatMap(
            proposal -> {
              List<Stored> since =
                  ledger.entries(standing.terms().agreement(), proposal.entry(), MOST_READ);
              return since.stream()
                  .findFirst()
                  .map(
                      first ->
                          new Proposed(
                              standing,
                              proposal,
                              EntryJson.read(first.bytes()).event(),
                              Line.of(first).because().orElse(""),
                              since.stream()
                                  .skip(1)
                                  .filter(it -> isAbout(it, proposal.entry()))
                                  .map(Line::of)
                                  .toList()));
            });
  }

  private static boolean isAbout(Stored stored, long proposal) {
    return EntryJson.read(stored.bytes()).event() instanceof Event.Ordered(var document)
        && switch (document.command()) {
          case Command.Approve approve -> approve.proposal() == proposal;
          case Command.Comment comment -> comment.proposal() == proposal;
          default -> false;
        };
  }

  /** How many have to approve, besides who proposed it. */
  public int needed() {
    return proposal.subject().approvals(standing.terms().ladder());
  }

  /** The key that it would add, if that is what it proposes. */
  public Optional<JWK> key() {
    return proposal.subject() instanceof Subject.NewKey(JWK key)
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Who may still approve it: whoever neither proposed nor approved it. */
  public boolean mayDecide(String operator) {
    return !proposal.by().equals(operator) && !proposal.approvedBy().contains(operator);
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("agreement", standing.terms().agreement().value());
    json.put("subject", proposal.subject().name());
    json.put("entry", proposal.entry());
    json.put("by", proposal.by());
    json.put("because", because);
    json.put("approved-by", List.copyOf(proposal.approvedBy()));
    json.put("needed", needed());
    key().ifPresent(key -> json.put("key", key.toJSONObject()));
    json.put("said", said.stream().map(Line::json).toList());
    return json;
  }
}
