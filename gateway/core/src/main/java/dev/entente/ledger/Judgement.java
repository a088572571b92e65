package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Received;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Crediting;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What one contribution comes to, where the agreement stands and with what is remembered. The
 * memory holds it at once: the event is appended, or {@link #undo} takes it back. Not thread-safe.
 */
public final class Judgement {
  private final Contribution contribution;
  private final Standing standing;
  private final Crediting crediting;
  private final List<Credited> fates;
  private final byte[] delta;

  private Judgement(Contribution contribution, Standing standing, Crediting crediting) {
    this.contribution = contribution;
    this.standing = standing;
    this.crediting = crediting;
    this.fates = contribution.records().stream().map(this::judge).toList();
    this.delta = crediting.delta().bytes();
  }

  public static Judgement of(Contribution contribution, Standing standing, CellMemory memory) {
    var crediting =
        new Crediting(
            memory.of(contribution.agreement(), contribution.exchange()),
            dataset -> memory.of(contribution.agreement(), dataset),
            contribution.fields(),
            standing.terms().rate(),
            standing.rounds().number(),
            room(contribution, standing));
    return new Judgement(contribution, standing, crediting);
  }

  /** How many more records of the exchange may earn in the round: up to twice what is expected. */
  private static long room(Contribution contribution, Standing standing) {
    Terms terms = standing.terms();
    Integer expected = terms.expect().get(contribution.exchange());
    long taken = standing.rounds().taken().getOrDefault(contribution.exchange(), 0L);
    return expected == null ? Long.MAX_VALUE : Math.max(0, 2L * expected - taken);
  }

  private Credited judge(Read read) {
    return switch (read) {
      case Read.Fit(var shared) -> crediting.take(shared);
      case Read.Unfit(var fate) -> Credited.nothing(fate);
    };
  }

  /** What became of each record, in order. */
  public List<Credited> fates() {
    return fates;
  }

  /** The entry that says so. */
  public Received event() {
    List<Counted> counted = new ArrayList<>();
    List<Intake> intakes = crediting.intakes();
    for (int i = 0; i < intakes.size(); i++) {
      counted.add(new Counted(contribution.fields().get(i), intakes.get(i)));
    }
    Account before = standing.account();
    Account after =
        before.received(Counted.earned(counted, standing.terms().rate()), standing.window());
    return new Received(
        contribution.agreement(),
        contribution.exchange(),
        contribution.key(),
        contribution.request(),
        counted,
        counts(),
        crediting.taken(),
        contribution.root(),
        before.credits(after),
        after.total().exposure(),
        CellMemory.hash(delta),
        contribution.transfer());
  }

  private SequencedMap<Fate, Long> counts() {
    var counts = new LinkedHashMap<Fate, Long>();
    for (Fate fate : Fate.values()) {
      long count = fates.stream().filter(it -> it.fate() == fate).count();
      if (count > 0) {
        counts.put(fate, count);
      }
    }
    return counts;
  }

  /** What the memory gained, to be stored with the entry. */
  public byte[] delta() {
    return delta;
  }

  /** Takes back what was remembered. */
  public void undo() {
    crediting.undo();
  }
}
