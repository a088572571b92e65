package dev.entente.trustledger;

import dev.entente.agreement.Leak;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Change;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Fold;
import dev.entente.ledger.Recording;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;
import dev.entente.signature.Salt;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.Spent;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.TreeHash;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next entries, decided one after the other against the book as it will be after them, and not
 * durable yet. Either {@link #commit} goes through and {@link #accept} follows, or {@link #undo}
 * leaves the book as it was. For the writer alone.
 */
final class Draft {
  private static final byte[] NO_MEMORY = {};

  private final Book book;
  final Instant now;
  final LocalDate today;
  final Fold trust;
  private final Growth growth;
  private Note checkpoint;
  private final List<Kept> entries = new ArrayList<>();
  private final List<Pricing> pricings = new ArrayList<>();

  Draft(Book book, Instant now) {
    this.book = book;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.trust = book.trust.draft();
    this.growth = book.frontier.grow();
    this.checkpoint = book.checkpoint;
  }

  /**
   * Counts the leak of every midnight that has passed, up to so many entries; false if more are
   * left.
   */
  boolean forgive(int most) {
    for (Standing standing : trust.standings()) {
      if (standing.state() == Lifecycle.ACTIVE && standing.terms().leak().isPresent()) {
        forgive(standing, standing.terms().leak().get(), most);
      }
    }
    return entries.size() < most;
  }

  private void forgive(Standing before, Leak leak, int most) {
    Standing standing = before;
    while (standing.leaked().isBefore(today) && entries.size() < most) {
      Amount exposure = standing.account().total().exposure();
      Amount amount = leak.forgives(exposure, standing.forgiven());
      if (!amount.isPositive()) {
        return;
      }
      var forgiven =
          new Forgiven(
              standing.terms().agreement(),
              standing.leaked().plusDays(1),
              amount,
              exposure.minus(amount));
      append(forgiven, Salt.fresh(), NO_MEMORY);
      standing = trust.standing(forgiven.agreement()).orElseThrow();
    }
  }

  /** Records what a change comes to, or refuses it. */
  Outcome<Optional<Event>> change(Change change) {
    return change
        .against(trust)
        .map(
            event -> {
              event.ifPresent(it -> append(it, Salt.fresh(), NO_MEMORY));
              return event;
            });
  }

  /** Records a release, or what speaks against it. */
  Recording disclose(Disclosure disclosure, TreeHash root) {
    return new Release(this, disclosure, root).record();
  }

  /** Prices against what the dataset's partner has seen; undone with this draft. */
  Pricing pricing(Disclosure disclosure, Room room) {
    var seen = book.memory.of(disclosure.agreement(), disclosure.dataset());
    var pricing = new Pricing(room, seen, disclosure.fields());
    pricings.add(pricing);
    return pricing;
  }

  /** Appends an entry, if it can follow what came before; nothing is changed if it throws. */
  TreeHash append(Event event, Salt salt, byte[] memory) {
    var entry = new Entry(now, salt, event);
    byte[] bytes = EntryJson.write(entry);
    trust.apply(growth.size(), asRead(entry, bytes));
    TreeHash leaf = TreeHash.leaf(bytes);
    long index = growth.append(leaf);
    entries.add(new Kept(index, event.party(), bytes, memory));
    return leaf;
  }

  /**
   * The entry as a start will read it, so that nothing is recorded that could not be read again.
   * The frequent kinds hold only what reads as it was written.
   */
  private static Entry asRead(Entry entry, byte[] bytes) {
    return switch (entry.event()) {
      case Disclosed _, Forgiven _ -> entry;
      case AgreementOpened _, AgreementAccepted _, PolicyActivated _ -> EntryJson.read(bytes);
    };
  }

  /** The index that the next entry will have. */
  long next() {
    return growth.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What to write, with the checkpoint over the tree as it would be. */
  Commit commit(LogKey key, Optional<Spent> spent) {
    if (!isEmpty()) {
      checkpoint = key.sign(growth.size(), growth.root());
    }
    return new Commit(
        now,
        entries,
        growth.changedTiles().stream().filter(it -> it.tile().isFull()).toList(),
        spent,
        isEmpty() ? Optional.empty() : Optional.of(checkpoint.toString()));
  }

  /** The book becomes what this draft came to, now that it is durable. */
  void accept() {
    book.trust.take(trust);
    book.frontier = growth.frontier();
    book.checkpoint = checkpoint;
  }

  /** The book is again what it was before this draft. */
  void undo() {
    pricings.reversed().forEach(Pricing::undo);
  }
}
