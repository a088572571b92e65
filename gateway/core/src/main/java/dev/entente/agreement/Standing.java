package dev.entente.agreement;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Past;
import dev.entente.differencing.Shown;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Reservation;
import dev.entente.reciprocity.Reservations;
import dev.entente.reciprocity.Room;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Where one agreement stands, as the ledger's entries come to it. Immutable.
 *
 * @param since when the lifecycle state was entered
 * @param epoch the index of the newest entry that changed what this agreement may see
 * @param aggregates what was told of groups of each dataset
 * @param books to whom else they are open; {@link #at} leaves out those whose last day has passed
 */
public record Standing(
    Contract contract,
    Lifecycle state,
    Instant since,
    long epoch,
    Level level,
    Account account,
    Forgiveness forgiveness,
    Rounds rounds,
    Evidence evidence,
    Proposals proposals,
    Outstanding outstanding,
    Reservations reservations,
    SequencedMap<DatasetId, Past> aggregates,
    Books books) {

  public Standing {
    aggregates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(aggregates));
  }

  /** Where an agreement stands that was just opened, with the debt that others left. */
  public static Standing opened(Contract contract, long entry, Instant when, Account debt) {
    LocalDate day = day(when);
    return new Standing(
        contract,
        Lifecycle.PROPOSED,
        when,
        entry,
        new Level(contract.terms().ladder().first(), when, Amount.ZERO),
        debt,
        new Forgiveness(Amount.ZERO, day),
        Rounds.none(day),
        Evidence.NONE,
        Proposals.NONE,
        Outstanding.NONE,
        Reservations.NONE,
        new LinkedHashMap<>(),
        Books.CLOSED);
  }

  /** The terms in force. */
  public Terms terms() {
    return contract.terms();
  }

  public Sha256 termsHash() {
    return contract.termsHash();
  }

  /** The partner's public keys. */
  public SequencedMap<KeyId, JWK> keys() {
    return contract.keys();
  }

  public Stage stage() {
    return level.stage();
  }

  public NavigableSet<Milestone> milestones() {
    return evidence.milestones();
  }

  /** The window of the stage. */
  public Amount window() {
    return terms().ladder().rung(stage()).window();
  }

  /** What has come in since the stage was entered; below 0 where more was reversed. */
  public Amount cleared() {
    return account.total().received().minus(level.received());
  }

  /** What may still leave, all that is reserved counting: {@link #at} leaves out what expired. */
  public Room room() {
    return room(reservations);
  }

  /** The same for a release that takes from that reservation. */
  public Room room(long reservation) {
    return room(reservations.without(reservation));
  }

  private Room room(Reservations reserved) {
    return account.room(window(), terms().windows(), reserved.held());
  }

  /** The categories that have a window and nothing left in it; what is reserved is left. */
  public NavigableSet<Category> dry() {
    var dry = new TreeSet<Category>();
    room(Reservations.NONE)
        .categories()
        .forEach(
            (category, remaining) -> {
              if (!remaining.isPositive()) {
                dry.add(category);
              }
            });
    return dry;
  }

  /** The hash of the terms that wait for the partner's signature; empty if none do. */
  public Optional<Sha256> awaited() {
    return contract
        .amendment()
        .map(Contract.Amendment::hash)
        .or(() -> state == Lifecycle.PROPOSED ? Optional.of(termsHash()) : Optional.empty());
  }

  /** The partner accepted the terms that waited for it. A leak that they bring begins with them. */
  public Standing accepted(long entry, Instant when) {
    Standing signed =
        in(
            entry,
            it -> {
              it.contract = contract.amendment().isPresent() ? contract.amended() : contract;
              it.forgiveness = forgiveness.through(day(when));
              it.proposals = Proposals.NONE;
            });
    return state == Lifecycle.PROPOSED ? signed.active(when) : signed;
  }

  private Standing active(Instant when) {
    return with(
        it -> {
          it.state = Lifecycle.ACTIVE;
          it.since = when;
          it.level = new Level(terms().ladder().first(), when, account.total().received());
          it.rounds = rounds.begin(day(when), account);
        });
  }

  /**
   * Another lifecycle state, which starts with nothing proposed. Days on which an agreement was
   * suspended forgive nothing. Once closed, its books are.
   */
  public Standing became(Lifecycle another, long entry, Instant when) {
    return in(
        entry,
        it -> {
          it.state = another;
          it.since = when;
          it.forgiveness =
              another == Lifecycle.ACTIVE ? forgiveness.through(day(when)) : forgiveness;
          it.proposals = Proposals.NONE;
          it.books = another.isOpen() ? books : Books.CLOSED;
        });
  }

  /** Another stage, which starts with nothing proposed. */
  public Standing at(Stage stage, long entry, Instant when) {
    return in(
        entry,
        it -> {
          it.level = new Level(stage, when, account.total().received());
          it.rounds = rounds.onAnotherStage();
          it.evidence = evidence.onAnotherStage();
          it.proposals = Proposals.NONE;
        });
  }

  /** A new epoch without any other change, such as another policy. */
  public Standing decidedAgain(long entry) {
    return in(entry, _ -> {});
  }

  /** With something that people established: facts that decisions depend on. */
  public Standing established(Evidence more, long entry) {
    return in(entry, it -> it.evidence = more.citing(entry));
  }

  /** With another contract. */
  public Standing under(Contract another, long entry) {
    return in(entry, it -> it.contract = another);
  }

  /** With its books open to one more reader: nothing that a decision depends on. */
  public Standing openTo(Reader reader) {
    return with(it -> it.books = books.with(reader));
  }

  /** With its books open to that reader no more. */
  public Standing closedTo(String reader) {
    return with(it -> it.books = books.without(reader));
  }

  /** With what we propose to agree on, which changes nothing until it is accepted. */
  public Standing proposing(Contract.Amendment amendment) {
    return with(it -> it.contract = contract.proposing(amendment));
  }

  /** With something proposed, or a further approval of it. */
  public Standing proposed(Proposal proposal) {
    return with(it -> it.proposals = proposals.with(proposal));
  }

  /** With nothing proposed about it any more. */
  public Standing decided(Subject subject) {
    return with(it -> it.proposals = proposals.without(subject));
  }

  /**
   * After a release. The ledger counts the leak of a day's midnight before it prices anything on
   * that day, so all midnights up to it are counted. Its receipt waits to be acknowledged.
   */
  public Standing disclosed(Account after, long entry, Instant when) {
    return with(
        it -> {
          it.account = after;
          it.forgiveness = forgiveness.through(day(when));
          it.outstanding = outstanding.with(entry, when);
        });
  }

  /** What was told of groups of the dataset. */
  public Past aggregates(DatasetId dataset) {
    return aggregates.getOrDefault(dataset, Past.NONE);
  }

  /** After groups of the dataset were told of. */
  public Standing summed(DatasetId dataset, Shown shown) {
    var more = new LinkedHashMap<>(aggregates);
    more.put(dataset, aggregates(dataset).with(shown));
    return with(it -> it.aggregates = more);
  }

  /** After that entry set something aside. */
  public Standing reserved(long entry, Reservation reservation) {
    return with(it -> it.reservations = reservations.with(entry, reservation));
  }

  /** After a release took its cost from that reservation. */
  public Standing posted(long reservation, Map<Category, Amount> cost) {
    return with(it -> it.reservations = reservations.posted(reservation, cost));
  }

  /** After a reservation was given back. */
  public Standing voided(long reservation) {
    return with(it -> it.reservations = reservations.without(reservation));
  }

  /** Without what has expired by then, for good: a clock that is put back brings nothing back. */
  public Standing at(Instant when) {
    Reservations open = reservations.at(when);
    Books still = books.on(day(when));
    return open.equals(reservations) && still.equals(books)
        ? this
        : with(
            it -> {
              it.reservations = open;
              it.books = still;
            });
  }

  /** After the receipts of these entries were acknowledged, which settles nothing else. */
  public Standing acknowledged(NavigableSet<Long> entries) {
    return with(it -> it.outstanding = outstanding.without(entries));
  }

  /** After a contribution of which so many records earned so much by category. */
  public Standing received(
      ExchangeId exchange, long records, Map<Category, Amount> earned, long entry) {
    return with(
        it -> {
          it.evidence = evidence.citing(entry);
          it.account = account.received(earned, window());
          it.rounds = rounds.took(exchange, records);
        });
  }

  /**
   * After the contribution of that entry was found false. The exposure that is put back may leak
   * from the next midnight on.
   */
  public Standing reversed(long index, Credits credits, LocalDate day) {
    return with(
        it -> {
          it.account = account.reversed(credits);
          it.forgiveness = forgiveness.through(day);
          it.evidence = evidence.reversed(index);
        });
  }

  /** After the leak of all midnights up to this day forgave so much. */
  public Standing forgiven(Amount amount, LocalDate day) {
    return with(
        it -> {
          it.account = account.forgiven(amount);
          it.forgiveness = forgiveness.plus(amount, day);
        });
  }

  /**
   * After releases of so much came to light that were lost. The leak of their days does not forgive
   * them: they may leak from the next midnight on.
   */
  public Standing lost(Amount value, LocalDate day) {
    return with(
        it -> {
          it.account = account.lost(value, terms().windows().keySet());
          it.forgiveness = forgiveness.through(day);
        });
  }

  /** The round under way as it ends before that day; empty if it goes on, or none is played. */
  public Optional<Rounds.Closed> roundOver(LocalDate day) {
    return state.isOpen()
        ? rounds.over(day, terms().round(), account, cooperated())
        : Optional.empty();
  }

  public Standing roundClosed(Rounds.Closed closed, long entry) {
    return with(
        it -> {
          it.rounds = rounds.after(closed, account, cooperated());
          it.evidence = evidence.citing(entry);
        });
  }

  private static LocalDate day(Instant when) {
    return LocalDate.ofInstant(when, ZoneOffset.UTC);
  }

  private boolean cooperated() {
    return state != Lifecycle.SUSPENDED;
  }

  /** A new epoch, which voids what was reserved under the old one. */
  private Standing in(long epoch, Consumer<Copy> change) {
    return with(
        change.andThen(
            it -> {
              it.epoch = epoch;
              it.reservations = Reservations.NONE;
            }));
  }

  private Standing with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /** A copy in the making. */
  private static final class Copy {
    private Contract contract;
    private Lifecycle state;
    private Instant since;
    private long epoch;
    private Level level;
    private Account account;
    private Forgiveness forgiveness;
    private Rounds rounds;
    private Evidence evidence;
    private Proposals proposals;
    private Outstanding outstanding;
    private Reservations reservations;
    private SequencedMap<DatasetId, Past> aggregates;
    private Books books;

    Copy(Standing of) {
      contract = of.contract;
      state = of.state;
      since = of.since;
      epoch = of.epoch;
      level = of.level;
      account = of.account;
      forgiveness = of.forgiveness;
      rounds = of.rounds;
      evidence = of.evidence;
      proposals = of.proposals;
      outstanding = of.outstanding;
      reservations = of.reservations;
      aggregates = of.aggregates;
      books = of.books;
    }

    Standing made() {
      return new Standing(
          contract,
          state,
          since,
          epoch,
          level,
          account,
          forgiveness,
          rounds,
          evidence,
          proposals,
          outstanding,
          reservations,
          aggregates,
          books);
    }
  }
}
