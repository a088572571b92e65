package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.Change;
import dev.entente.ledger.Consent;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Lost;
import dev.entente.ledger.Recovery;
import dev.entente.ledger.Trust;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Keys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The way of a recovery: proposed by one of our people, consented to by the partners, ordered by
 * another of our people, recorded in one step with what the consents show to have been lost. That
 * the checkpoints in it are the log's is the caller's matter. Blocks.
 */
public final class Recoveries {
  private final String gateway;
  private final Ledger ledger;
  private final Keys keys;
  private final Map<String, Role> people;
  private final InstantSource clock;

  /**
   * @param gateway whose log it is, and by whose name
   * @param keys that its receipts are signed with
   * @param people those who may order anything, and what
   */
  public Recoveries(
      String gateway, Ledger ledger, Keys keys, Map<String, Role> people, InstantSource clock) {
    this.gateway = gateway;
    this.ledger = ledger;
    this.keys = keys;
    this.people = Map.copyOf(people);
    this.clock = clock;
  }

  /** The open agreements whose partners have to consent, in the order of their names. */
  public static List<AgreementId> needed(Trust trust) {
    return trust.standings().stream()
        .filter(standing -> standing.state().isAgreed())
        .map(standing -> standing.terms().agreement())
        .toList();
  }

  /**
   * Records the recovery, if all that it needs is there.
   *
   * @param order the same as in the recovery, by another of our people
   * @param consents all parts of all partners, as they came
   * @return what was recorded
   * @throws dev.entente.problem.Unavailable if it cannot be recorded
   */
  public Outcome<Trust> carryOut(Recovery recovery, OperatorDocument order, List<String> consents) {
    return VerifiedOrder.verify(order, gateway, people, ledger, clock.instant())
        .then(
            verified ->
                secondHand(recovery, order)
                    .or(() -> objection(recovery, consents))
                    .map(Governance::<Trust>refused)
                    .orElseGet(
                        () ->
                            ledger.change(
                                change(recovery, order, consents), Optional.of(verified.nonce()))));
  }

  /** What speaks against the two who order it. */
  private Optional<String> secondHand(Recovery recovery, OperatorDocument order) {
    String first = recovery.order().operator();
    if (!people.containsKey(first)
        || !recovery.order().gateway().equals(gateway)
        || !ledger.trust().signatories().haveSigned(recovery.order())) {
      return Optional.of("who proposed the recovery, `" + first + "`, is no operator here");
    }
    if (!recovery.order().command().equals(order.command())) {
      return Optional.of("the order is to recover something else than was proposed");
    }
    return first.equals(order.operator()) || recovery.order().key().equals(order.key())
        ? Optional.of(first + " proposed it; somebody else has to finish it")
        : Optional.empty();
  }

  private Optional<String> objection(Recovery recovery, List<String> consents) {
    try {
      Shown shown = shown(ledger.trust(), recovery, consents);
      shown.lost().forEach((agreement, lost) -> inTheLog(agreement, lost.kept()));
      return missing(ledger.trust(), shown.lost().keySet());
    } catch (Malformed e) {
      return Optional.of(String.valueOf(e.reason()));
    }
  }

  private static Optional<String> missing(Trust trust, Set<AgreementId> came) {
    return needed(trust).stream()
        .filter(agreement -> !came.contains(agreement))
        .findFirst()
        .map(
            agreement ->
                "the consent of the partner of %s is missing: `entente consent` makes it, at theirs"
                    .formatted(agreement));
  }

  private Change change(Recovery recovery, OperatorDocument order, List<String> consents) {
    return (trust, _) -> {
      List<Event> events = new ArrayList<>(List.of(new LogRecovered(recovery, order)));
      events.addAll(shown(trust, recovery, consents).events());
      return Outcome.passed(events);
    };
  }

  /** The consents as they are recorded, agreement by agreement, and what each of them shows. */
  private record Shown(List<Event> events, Map<AgreementId, Lost> lost) {}

  private Shown shown(Trust trust, Recovery recovery, List<String> consents) {
    SequencedMap<String, List<Consent>> byAgreement = new TreeMap<>();
    for (String compact : consents) {
      Consent consent = verified(trust, recovery, compact);
      byAgreement.computeIfAbsent(consent.agreement().value(), _ -> new ArrayList<>()).add(consent);
    }
    List<Event> events = new ArrayList<>();
    var shown = new HashMap<AgreementId, Lost>();
    for (List<Consent> parts : byAgreement.values()) {
      Standing standing = open(trust, parts.getFirst().agreement());
      var lost = new Lost(keys, gateway, recovery.recover().at().size(), trust.recoveries());
      events.addAll(consented(standing, lost, parts));
      shown.put(standing.terms().agreement(), lost);
    }
    return new Shown(events, shown);
  }

  private static Consent verified(Trust trust, Recovery recovery, String compact) {
    Standing standing = open(trust, Consent.read(compact).agreement());
    Consent consent = Consent.verified(compact, Lost.keys(standing));
    if (!consent.recovery().equals(recovery.hash())) {
      throw new Malformed(
          "", "the consent of " + consent.agreement() + " is to another recovery than this");
    }
    return consent;
  }

  private static Standing open(Trust trust, AgreementId agreement) {
    return trust
        .standing(agreement)
        .filter(it -> it.state().isOpen())
        .orElseThrow(
            () ->
                new Malformed(
                    "", "the log has no open agreement `" + agreement + "` to consent to it"));
  }

  private static List<Event> consented(Standing standing, Lost lost, List<Consent> parts) {
    parts.sort(Comparator.comparingInt(Consent::part));
    Amount exposure = standing.account().total().exposure();
    List<Event> events = new ArrayList<>();
    for (Consent part : parts) {
      if (part.part() != events.size() + 1 || part.of() != parts.size()) {
        throw new Malformed(
            "", "of the consent of %s all parts are needed, each once".formatted(part.agreement()));
      }
      Amount value = lost.take(part);
      exposure = exposure.plus(value);
      events.add(new RecoveryConsented(part, value, exposure));
    }
    return events;
  }

  /** What the partner holds of the part that is left must be what is left. */
  private void inTheLog(AgreementId agreement, List<Lost.Release> kept) {
    for (Lost.Release release : kept) {
      if (ledger.entries(agreement, release.index(), 1).stream()
          .noneMatch(it -> it.index() == release.index() && it.leaf().equals(release.leaf()))) {
        throw new Malformed(
            "",
            ("the partner of %s holds a receipt of another entry %d than this log has: this is no"
                    + " older copy of it, but another history")
                .formatted(agreement, release.index()));
      }
    }
  }
}
