package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.problem.Outcome;
import dev.entente.signature.KeyId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The step that records acknowledgements: each release once, in as few entries as hold them. What
 * became of each is known when the step was taken.
 */
public final class Acknowledging implements Change {
  /** What the rest of an entry takes, and what surrounds one acknowledgement in it. */
  private static final int AROUND_ALL = 1_000;

  private static final int AROUND_ONE = 100;

  private final AgreementId agreement;
  private final List<Acknowledgement> verified;
  private final List<Fate> fates = new ArrayList<>();

  /** What became of one. */
  public enum Fate {
    /** It is recorded. */
    ACKNOWLEDGED,
    /** The release was acknowledged before. */
    DUPLICATE,
    /** Its key counts for the agreement no longer. */
    REVOKED
  }

  /**
   * @param verified receipts of the agreement's own releases
   */
  public Acknowledging(AgreementId agreement, List<Acknowledgement> verified) {
    this.agreement = agreement;
    this.verified = List.copyOf(verified);
  }

  /** What became of each, in their order. */
  public List<Fate> fates() {
    return List.copyOf(fates);
  }

  @Override
  public Outcome<List<Event>> against(Trust trust, long next) {
    Standing standing = trust.standing(agreement).orElseThrow();
    var byKey = new LinkedHashMap<KeyId, List<Countersigned>>();
    var taken = new HashSet<Long>();
    fates.clear();
    for (Acknowledgement it : verified) {
      Fate fate = fate(it, standing, taken);
      fates.add(fate);
      if (fate == Fate.ACKNOWLEDGED) {
        byKey
            .computeIfAbsent(it.key(), _ -> new ArrayList<>())
            .add(new Countersigned(it.receipt().index(), it.compact()));
      }
    }
    return Outcome.passed(events(byKey));
  }

  private static Fate fate(Acknowledgement it, Standing standing, Set<Long> taken) {
    if (!standing.keys().containsKey(it.key())) {
      return Fate.REVOKED;
    }
    long index = it.receipt().index();
    return standing.outstanding().contains(index) && taken.add(index)
        ? Fate.ACKNOWLEDGED
        : Fate.DUPLICATE;
  }

  private List<Event> events(Map<KeyId, List<Countersigned>> byKey) {
    List<Event> events = new ArrayList<>();
    byKey.forEach(
        (key, signed) -> {
          int from = 0;
          int bytes = AROUND_ALL;
          for (int i = 0; i < signed.size(); i++) {
            int more = signed.get(i).acknowledgement().length() + AROUND_ONE;
            if (bytes + more > EntryJson.LARGEST) {
              events.add(new Acknowledged(agreement, key, signed.subList(from, i)));
              from = i;
              bytes = AROUND_ALL;
            }
            bytes += more;
          }
          events.add(new Acknowledged(agreement, key, signed.subList(from, signed.size())));
        });
    return events;
  }
}
