package dev.entente.agreement;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.catalog.Category;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Room;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * Where one agreement stands, as the ledger's entries come to it. Immutable.
 *
 * @param terms those in force
 * @param keys the partner's public keys
 * @param since when the lifecycle state was entered
 * @param stageSince when the stage was entered
 * @param epoch the index of the newest entry that changed what this agreement may see
 * @param forgiven how much the leak has forgiven so far
 * @param leaked the last UTC day whose midnight the leak has been counted for
 */
public record Standing(
    Terms terms,
    Sha256 termsHash,
    SequencedMap<KeyId, JWK> keys,
    Lifecycle state,
    Instant since,
    Stage stage,
    Instant stageSince,
    long epoch,
    NavigableSet<Milestone> milestones,
    Account account,
    Amount forgiven,
    LocalDate leaked) {

  public Standing {
    keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
    milestones = Collections.unmodifiableNavigableSet(new TreeSet<>(milestones));
  }

  /** The window of the stage. */
  public Amount window() {
    return terms.ladder().rung(stage).window();
  }

  /** What may still leave. */
  public Room room() {
    return account.room(window(), terms.windows());
  }

  /** The categories that have a window and nothing left in it. */
  public NavigableSet<Category> dry() {
    var dry = new TreeSet<Category>();
    room()
        .categories()
        .forEach(
            (category, remaining) -> {
              if (!remaining.isPositive()) {
                dry.add(category);
              }
            });
    return dry;
  }

  public Standing accepted(long entry, Instant when) {
    LocalDate day = LocalDate.ofInstant(when, ZoneOffset.UTC);
    return new Standing(
        terms,
        termsHash,
        keys,
        Lifecycle.ACTIVE,
        when,
        stage,
        when,
        entry,
        milestones,
        account,
        forgiven,
        later(leaked, day));
  }

  /** A new epoch without any other change, such as another policy. */
  public Standing decidedAgain(long entry) {
    return new Standing(
        terms,
        termsHash,
        keys,
        state,
        since,
        stage,
        stageSince,
        entry,
        milestones,
        account,
        forgiven,
        leaked);
  }

  /**
   * After a release on this day. The ledger counts the leak of a day's midnight before it prices
   * anything on that day, so all midnights up to it are counted.
   */
  public Standing disclosed(Account after, LocalDate day) {
    return new Standing(
        terms,
        termsHash,
        keys,
        state,
        since,
        stage,
        stageSince,
        epoch,
        milestones,
        after,
        forgiven,
        later(leaked, day));
  }

  /** After the leak of all midnights up to this day forgave so much. */
  public Standing forgiven(Amount amount, LocalDate day) {
    return new Standing(
        terms,
        termsHash,
        keys,
        state,
        since,
        stage,
        stageSince,
        epoch,
        milestones,
        account.forgiven(amount),
        forgiven.plus(amount),
        day);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
