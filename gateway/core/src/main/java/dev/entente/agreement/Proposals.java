package dev.entente.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** What waits for approvals, by the subject's name: of each subject the newest proposal. */
public record Proposals(SequencedMap<String, Proposal> bySubject) {
  public static final Proposals NONE = new Proposals(new LinkedHashMap<>());

  public Proposals {
    bySubject = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(bySubject));
  }

  public Optional<Proposal> of(String subject) {
    return Optional.ofNullable(bySubject.get(subject));
  }

  Proposals with(Proposal proposal) {
    var more = new LinkedHashMap<>(bySubject);
    more.put(proposal.subject().name(), proposal);
    return new Proposals(more);
  }

  Proposals without(Subject subject) {
    var fewer = new LinkedHashMap<>(bySubject);
    fewer.remove(subject.name());
    return new Proposals(fewer);
  }
}
