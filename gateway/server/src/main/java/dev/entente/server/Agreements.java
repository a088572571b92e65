package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.governance.Contracts;
import dev.entente.governance.TermsSignature;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Trust;
import dev.entente.problem.Outcome;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the directory says against what the ledger holds. */
public final class Agreements {
  private Agreements() {}

  /**
   * Refuses two open agreements of one partner over one dataset.
   *
   * @throws StartRefused naming them
   */
  static void keepApart(AllianceDirectory directory, Trust trust) throws StartRefused {
    try {
      directory.keepApart(id -> trust.standing(id).filter(it -> !it.state().isOpen()).isPresent());
    } catch (DirectoryProblems e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  /** Records the agreements that the ledger does not know. */
  static void record(
      Ledger ledger, Collection<AgreementFile> files, SigningKey gateway, Talk talk) {
    for (AgreementFile file : files) {
      if (ledger.trust().standing(file.id()).isEmpty()) {
        Optional<String> overlap = Contracts.overlap(ledger.trust(), file.terms());
        if (overlap.isPresent()) {
          talk.say("agreement " + file.id() + " is not opened: " + overlap.get());
          continue;
        }
        change(
            ledger,
            trust ->
                trust.standing(file.id()).isPresent()
                    ? List.of()
                    : List.of(opened(file, gateway, trust)));
        talk.say(
            "agreement "
                + file.id()
                + ": opened; its terms are "
                + file.terms().hash()
                + ", waiting for "
                + file.terms().partner()
                + " to accept them");
      }
    }
  }

  /** The opening of the agreement as its file has it, signed, with the debt that others left. */
  private static Event opened(AgreementFile file, SigningKey gateway, Trust trust) {
    return new AgreementOpened(
        file.terms(),
        file.keys().stream().map(VerifyingKey::publicJwk).toList(),
        gateway.publicKey().publicJwk(),
        TermsSignature.of(file.terms(), gateway),
        trust.debt(file.terms().partner()));
  }

  private static void change(Ledger ledger, Function<Trust, List<Event>> change) {
    switch (ledger.change((trust, _) -> Outcome.passed(change.apply(trust)), Optional.empty())) {
      case Outcome.Passed<Trust> _ -> {}
      case Outcome.Refused<Trust>(var problem) ->
          throw new IllegalStateException("a change that cannot be refused was: " + problem);
    }
  }

  /** A line for each agreement whose file is not what is in force. */
  public static List<String> differences(Trust trust, Map<AgreementId, AgreementFile> files) {
    var lines = new ArrayList<String>();
    for (AgreementFile file : files.values()) {
      trust.standing(file.id()).flatMap(inForce -> difference(file, inForce)).ifPresent(lines::add);
    }
    for (Standing standing : trust.standings()) {
      AgreementId id = standing.terms().agreement();
      if (standing.state().isOpen() && !files.containsKey(id)) {
        lines.add("agreement " + id + ": its file is gone; its terms in the ledger stay in force");
      }
    }
    return lines;
  }

  private static Optional<String> difference(AgreementFile file, Standing inForce) {
    var parts = new ArrayList<String>();
    if (!file.terms().hash().equals(inForce.termsHash())) {
      parts.add("other terms (" + String.join(", ", changed(file, inForce)) + ")");
    }
    var keys = file.keys().stream().map(VerifyingKey::id).collect(Collectors.toSet());
    if (!keys.equals(inForce.keys().keySet())) {
      parts.add("other keys");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            file.file().name()
                + " has "
                + String.join(" and ", parts)
                + " than the ledger; those in the ledger stay in force");
  }

  private static Set<String> changed(AgreementFile file, Standing inForce) {
    Map<String, Object> there = file.terms().document();
    Map<String, Object> here = inForce.terms().document();
    var names = new TreeSet<String>(there.keySet());
    names.addAll(here.keySet());
    names.removeIf(name -> String.valueOf(there.get(name)).equals(String.valueOf(here.get(name))));
    return names;
  }
}
