package dev.entente.agreement;

import dev.entente.signature.Sha256;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What somebody proposed and others have to approve.
 *
 * @param entry the index of the entry that proposed it, by which approvals name it
 * @param by who proposed it, and so cannot approve it
 * @param opens of a raise, the hash of what it was told to open
 * @param approvedBy who approved it so far
 */
public record Proposal(
    long entry,
    Subject subject,
    String by,
    Optional<Sha256> opens,
    NavigableSet<String> approvedBy) {
  public Proposal {
    approvedBy = Collections.unmodifiableNavigableSet(new TreeSet<>(approvedBy));
  }

  public Proposal approved(String person) {
    var more = new TreeSet<>(approvedBy);
    more.add(person);
    return new Proposal(entry, subject, by, opens, more);
  }
}
