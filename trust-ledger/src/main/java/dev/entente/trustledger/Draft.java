package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.CellMemory;
import dev.entente.ledger.Change;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Fold;
import dev.entente.ledger.Judgement;
import dev.entente.ledger.Provision;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Reserving;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.PriceList;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;
import dev.entente.reciprocity.Seen;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.store.Answer;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.Sent;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
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
  private final Store store;
  final Instant now;
  final LocalDate today;
  final Fold trust;
  private final Growth growth;
  private Note checkpoint;
  private final List<Kept> entries = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Runnable> remembered = new ArrayList<>();

  Draft(Book book, Store store, Instant now) {
    this.book = book;
    this.store = store;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.trust = book.trust.draft();
    this.growth = book.frontier.grow();
    this.checkpoint = book.checkpoint;
  }

  /** Records what a change comes to, all of it, or refuses it. */
  Outcome<List<Event>> change(Change change) {
    return change
        .against(trust, next())
        .map(
            events -> {
              append(events);
              return events;
            });
  }

  /** Records a release, or what speaks against it. */
  Recording disclose(Disclosure disclosure, PriceList prices, Optional<Fineness> fineness) {
    return new Release(this, disclosure, prices, fineness).record();
  }

  /** Records what is set aside, or what speaks against it. */
  Reserving reserve(Provision provision) {
    return new Reserve(this, provision).record();
  }

  /** Where an active agreement stands now, if a decision of that epoch still binds. */
  Optional<Standing> inForce(
      AgreementId agreement, Stage stage, Epoch epoch, PolicyRevision policy) {
    return trust
        .standing(agreement)
        .filter(it -> it.state() == Lifecycle.ACTIVE && it.stage().equals(stage))
        .filter(it -> new Epoch(it.epoch(), today).equals(epoch))
        .filter(_ -> trust.policy().equals(Optional.of(policy)))
        .map(it -> it.at(now));
  }

  /** Records a contribution, or what speaks against it; empty if the same was sent before. */
  Optional<Receiving> receive(Contribution contribution) {
    return new Reception(this, contribution).record();
  }

  /** What was sent under the key, in this draft or before. */
  Optional<Sha256> content(AgreementId agreement, Sha256 key) {
    return sent.stream()
        .filter(it -> it.agreement().equals(agreement) && it.idempotency().key().equals(key))
        .map(it -> it.idempotency().content())
        .findFirst()
        .or(() -> kept(agreement, key));
  }

  private Optional<Sha256> kept(AgreementId agreement, Sha256 key) {
    try {
      return store.content(agreement, key);
    } catch (StoreException e) {
      throw Unavailable.ledger("what was sent before cannot be read: " + e.getMessage(), e);
    }
  }

  /** Keeps what the answer to a contribution of this draft is made of. */
  void sent(Sent contribution) {
    sent.add(contribution);
  }

  /** Keeps an answer, if none is kept yet. */
  void keep(Answer answer) {
    answers.add(answer);
  }

  /** What everybody has seen, with what this draft releases. */
  CellMemory memory() {
    return book.memory;
  }

  /** Prices against what was seen; undone with this draft. */
  Pricing pricing(Seen seen, PriceList prices, Room room) {
    var pricing = new Pricing(room, seen, prices);
    remembered.add(pricing::undo);
    return pricing;
  }

  /** Judges by what its partner shared and has seen before; undone with this draft. */
  Judgement judgement(Contribution contribution, Standing standing) {
    var judgement = Judgement.of(contribution, standing, book.memory);
    remembered.add(judgement::undo);
    return judgement;
  }

  /** Where the agreement will stand if this entry comes next. */
  Standing after(AgreementId agreement, Entry entry) {
    Fold trial = trust.draft();
    trial.apply(next(), entry);
    return trial.standing(agreement).orElseThrow();
  }

  /** Appends an entry of our own accord. */
  void append(Event event) {
    append(event, Salt.fresh(), NO_MEMORY);
  }

  /** Appends these entries, or none of them. */
  private void append(List<Event> events) {
    Fold trial = trust.draft();
    List<byte[]> written = new ArrayList<>();
    for (Event event : events) {
      var entry = new Entry(now, Salt.fresh(), event);
      byte[] bytes = EntryJson.write(entry);
      trial.apply(next() + written.size(), asRead(entry, bytes));
      written.add(bytes);
    }
    trust.take(trial);
    for (int i = 0; i < written.size(); i++) {
      add(events.get(i), written.get(i), NO_MEMORY);
    }
  }

  /** Appends an entry, if it can follow what came before; nothing is changed if it throws. */
  TreeHash append(Event event, Salt salt, byte[] memory) {
    var entry = new Entry(now, salt, event);
    byte[] bytes = EntryJson.write(entry);
    trust.apply(next(), asRead(entry, bytes));
    return add(event, bytes, memory);
  }

  private TreeHash add(Event event, byte[] bytes, byte[] memory) {
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
      case Disclosed _,
          Reserved _,
          Voided _,
          Received _,
          Forgiven _,
          RoundClosed _,
          Acknowledged _ ->
          entry;
      case AgreementOpened _,
          AgreementAccepted _,
          AgreementAmended _,
          AgreementResumed _,
          DifferenceFound _,
          LogRecovered _,
          RecoveryConsented _,
          PolicyActivated _,
          OperatorAdded _,
          ProviderKeySeen _,
          KeyAdded _,
          StageProposed _,
          StageChanged _,
          Reversed _,
          Ordered _ ->
          EntryJson.read(bytes);
    };
  }

  /** The index that the next entry will have. */
  long next() {
    return growth.size();
  }

  /** How many entries it has. */
  int size() {
    return entries.size();
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return entries.isEmpty() && answers.isEmpty();
  }

  /** What to write, with the checkpoint over the tree as it would be. */
  Commit commit(LogKey key) {
    if (!entries.isEmpty()) {
      checkpoint = key.sign(growth.size(), growth.root());
    }
    return new Commit(
        entries,
        growth.changedTiles().stream().filter(it -> it.tile().isFull()).toList(),
        sent,
        answers,
        entries.isEmpty() ? Optional.empty() : Optional.of(checkpoint.toString()));
  }

  /** The book becomes what this draft came to, now that it is durable. */
  void accept() {
    book.trust.take(trust);
    book.frontier = growth.frontier();
    book.checkpoint = checkpoint;
  }

  /** The book is again what it was before this draft. */
  void undo() {
    remembered.reversed().forEach(Runnable::run);
  }
}
