package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.PriceList;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The ledger's rules over a list in memory, and a note of what was done in which order. */
public final class FakeLedger implements Ledger {
  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  private record Kept(Entry entry, byte[] bytes) {}

  private final InstantSource clock;
  private final Fold trust = new Fold();
  private final CellMemory memory = new CellMemory();

  private record Key(AgreementId agreement, Sha256 key) {}

  private record Answer(Sha256 content, Receiving receiving) {}

  private final Map<Key, Answer> answers = new HashMap<>();
  private final List<Kept> log = new ArrayList<>();
  private final Set<Nonce> claimed = new HashSet<>();
  private final Set<Nonce> settled = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;
  private boolean claimsFail;
  private boolean settlingFails;
  private Runnable recording = () -> {};
  private int unseen;

  public FakeLedger(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on it can record nothing but nonces. */
  public synchronized void breakDown() {
    broken = true;
  }

  /** From now on no nonce can be claimed. */
  public synchronized void failToClaim() {
    claimsFail = true;
  }

  /** From now on no nonce can be made durable on its own. */
  public synchronized void failToSettle() {
    settlingFails = true;
  }

  /** Until its next step it does not see the newest entry, which another gateway wrote. */
  public synchronized void fallBehind() {
    unseen = 1;
  }

  /** As before it broke down. */
  public synchronized void mend() {
    broken = false;
  }

  /** Appends an event as if someone had asked for it. */
  public synchronized long record(Event event) {
    return append(event, Salt.fresh());
  }

  /** Runs each time before a release is recorded. */
  public synchronized void whileRecording(Runnable hook) {
    recording = hook;
  }

  public synchronized void note(String what) {
    notes.add(what);
  }

  /**
   * What was done, in order: {@code claimed}, {@code disclosed}, {@code changed}, {@code settled}.
   */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  public synchronized Set<Nonce> settled() {
    return Set.copyOf(settled);
  }

  public synchronized Set<Nonce> claimed() {
    return Set.copyOf(claimed);
  }

  /** Every event so far, oldest first. */
  public synchronized List<Event> events() {
    return log.stream().map(kept -> kept.entry.event()).toList();
  }

  /** The exact bytes of an entry. */
  public synchronized byte[] bytes(long index) {
    return log.get((int) index).bytes.clone();
  }

  @Override
  public Trust trust() {
    return trust;
  }

  @Override
  public synchronized boolean claim(Nonce nonce) {
    failIf(claimsFail);
    notes.add("claimed");
    return claimed.add(nonce);
  }

  @Override
  public synchronized void settle(Nonce nonce) {
    failIf(settlingFails);
    settled.add(nonce);
    notes.add("settled");
  }

  @Override
  public synchronized Recording disclose(Disclosure disclosure) {
    failIfBroken();
    recording.run();
    Standing standing = standing(disclosure.agreement());
    if (!isInForce(disclosure.epoch(), disclosure.policy(), standing)) {
      return new Superseded();
    }
    OptionalLong reservation =
        disclosure.posting().map(Posting::reservation).stream()
            .filter(entry -> standing.reservations().find(entry).isPresent())
            .mapToLong(entry -> entry)
            .findFirst();
    Room room = reservation.isPresent() ? standing.room(reservation.getAsLong()) : standing.room();
    var objection =
        disclosure
            .aggregate()
            .flatMap(
                it -> standing.aggregates(disclosure.dataset()).against(it.shown(), it.budget()));
    if (objection.isPresent()) {
      return new Recording.TooFine(objection.get());
    }
    var seen =
        disclosure.aggregate().isPresent()
            ? memory.ofGroups(disclosure.agreement(), disclosure.dataset())
            : memory.of(disclosure.agreement(), disclosure.dataset());
    var pricing = new Pricing(room, seen, PriceList.of(disclosure.fields()));
    int taken = pricing.take(disclosure.records());
    if (taken == 0 && !room.fits(Priced.first(disclosure.fields()))) {
      return Exhausted.of(standing, room, disclosure.fields());
    }
    Disclosed event = event(disclosure, standing, pricing, taken, reservation);
    long index = append(event, disclosure.salt());
    if (disclosure.posting().filter(Posting::last).isPresent()
        && taken == disclosure.records().size()
        && standing(disclosure.agreement())
            .reservations()
            .find(disclosure.posting().get().reservation())
            .isPresent()) {
      append(
          new Voided(disclosure.agreement(), disclosure.posting().get().reservation()),
          Salt.fresh());
    }
    settled.add(disclosure.nonce());
    notes.add("disclosed");
    return new Recorded(
        index,
        Sha256.hash(new byte[1], bytes(index)),
        log.get((int) index).entry.time(),
        taken,
        event.value(),
        trust.standing(disclosure.agreement()).orElseThrow());
  }

  @Override
  public synchronized Quoting quote(Quote quote) {
    failIfBroken();
    Standing standing = standing(quote.agreement());
    if (!isInForce(quote.epoch(), quote.policy(), standing)) {
      return new Superseded();
    }
    var seen = memory.of(quote.agreement(), quote.dataset());
    var pricing = new Pricing(standing.room(), seen, PriceList.of(quote.fields()));
    int taken = pricing.take(quote.records());
    var cost = pricing.cost();
    pricing.undo();
    return taken == 0 && !standing.room().fits(Priced.first(quote.fields()))
        ? Exhausted.of(standing, standing.room(), quote.fields())
        : new Quoting.Quoted(
            taken,
            cost.values().stream().reduce(Amount.ZERO, Amount::plus),
            standing.disclosed(standing.account().disclosed(cost), log.size(), clock.instant()));
  }

  @Override
  public synchronized Reserving reserve(Provision provision) {
    failIfBroken();
    Standing standing = standing(provision.agreement());
    settled.add(provision.nonce());
    if (!isInForce(provision.epoch(), provision.policy(), standing)) {
      return new Superseded();
    }
    if (standing.reservations().areFull()) {
      return new Reserving.Crowded(standing, clock.instant());
    }
    var entry = provision.entry(standing, clock.instant());
    if (entry.isEmpty()) {
      return Exhausted.of(standing, standing.room(), provision.fields());
    }
    long index = append(entry.get(), Salt.fresh());
    notes.add("reserved");
    return new Reserving.Granted(
        index,
        Sha256.hash(new byte[1], bytes(index)),
        log.get((int) index).entry.time(),
        entry.get(),
        standing(provision.agreement()));
  }

  private Standing standing(AgreementId agreement) {
    return trust.standing(agreement).orElseThrow().at(clock.instant());
  }

  private boolean isInForce(Epoch epoch, PolicyRevision policy, Standing standing) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return standing.state() == Lifecycle.ACTIVE
        && new Epoch(standing.epoch(), today).equals(epoch)
        && trust.policy().equals(Optional.of(policy));
  }

  /**
   * The one place here that knows what such an entry holds. The root is for the log's own tests.
   */
  private static Disclosed event(
      Disclosure disclosure,
      Standing standing,
      Pricing pricing,
      int taken,
      OptionalLong reservation) {
    var tallies = pricing.tallies();
    List<Touched> touched = new ArrayList<>();
    for (int i = 0; i < tallies.size(); i++) {
      touched.add(new Touched(disclosure.fields().get(i), tallies.get(i)));
    }
    Amount value = pricing.cost().values().stream().reduce(Amount.ZERO, Amount::plus);
    return new Disclosed(
        disclosure.agreement(),
        disclosure.dataset(),
        disclosure.stage(),
        disclosure.epoch().entry(),
        disclosure.policy(),
        disclosure.decision(),
        disclosure.purpose(),
        disclosure.key(),
        disclosure.request(),
        touched,
        taken,
        Sha256.hash(),
        value,
        standing.account().total().exposure().plus(value),
        CellMemory.hash(pricing.delta().bytes()),
        reservation,
        disclosure.aggregate().map(Disclosure.Aggregate::shown));
  }

  @Override
  public synchronized Outcome<Trust> change(Change change, Optional<Nonce> nonce) {
    failIfBroken();
    unseen = 0;
    return change
        .against(trust, log.size())
        .map(
            events -> {
              events.forEach(it -> append(it, Salt.fresh()));
              nonce.ifPresent(settled::add);
              notes.add("changed");
              return trust;
            });
  }

  @Override
  public synchronized Receiving receive(Contribution contribution) {
    failIfBroken();
    var key = new Key(contribution.agreement(), contribution.idempotency().key());
    Answer known = answers.get(key);
    contribution.nonce().ifPresent(settled::add);
    if (known != null) {
      return known.content.equals(contribution.idempotency().content())
          ? known.receiving
          : new Receiving.Conflicting();
    }
    Standing standing = trust.standing(contribution.agreement()).orElseThrow();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (standing.state() != Lifecycle.ACTIVE
        || !new Epoch(standing.epoch(), today).equals(contribution.epoch())) {
      return new Receiving.Superseded();
    }
    var judgement = Judgement.of(contribution, standing, memory);
    long index = append(judgement.event(), contribution.salt());
    notes.add("received");
    Standing after = trust.standing(contribution.agreement()).orElseThrow();
    var judged =
        new Receiving.Judged(
            index,
            Sha256.hash(new byte[1], bytes(index)),
            log.get((int) index).entry.time(),
            judgement.fates(),
            judgement.event().credits().total().earned(),
            contribution.view().apply(after));
    answers.put(key, new Answer(contribution.idempotency().content(), judged));
    return judged;
  }

  @Override
  public synchronized List<Known> known(AgreementId agreement) {
    return memory.known(agreement);
  }

  @Override
  public synchronized byte[] keep(AgreementId agreement, Idempotency idempotency, byte[] answer) {
    failIfBroken();
    var key = new Key(agreement, idempotency.key());
    Answer known = answers.get(key);
    if (known.receiving instanceof Receiving.Answered(byte[] kept)) {
      return kept;
    }
    answers.put(key, new Answer(known.content, new Receiving.Answered(answer.clone())));
    notes.add("kept");
    return answer;
  }

  private long append(Event event, Salt salt) {
    var entry = new Entry(clock.instant(), salt, event);
    byte[] bytes = EntryJson.write(entry);
    trust.apply(log.size(), entry);
    log.add(new Kept(entry, bytes));
    return log.size() - 1L;
  }

  private void failIfBroken() {
    failIf(broken);
  }

  private static void failIf(boolean fails) {
    if (fails) {
      throw Unavailable.ledger("the disk is full", null);
    }
  }

  @Override
  public synchronized List<Stored> entries(AgreementId agreement, long from, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("1 to 1000 at a time");
    }
    List<Stored> found = new ArrayList<>();
    for (long i = from; i < log.size() - unseen && found.size() < limit; i++) {
      Kept kept = log.get((int) i);
      if (kept.entry.event().party().equals(Optional.of(agreement))) {
        found.add(new Stored(i, kept.bytes));
      }
    }
    return found;
  }

  @Override
  public Optional<String> proof(AgreementId agreement, long index) {
    return entries(agreement, index, 1).stream()
        .filter(stored -> stored.index() == index)
        .findFirst()
        .map(stored -> "proof of " + stored.index() + "\n");
  }

  @Override
  public String checkpoint() {
    return "checkpoint\n";
  }

  @Override
  public Optional<byte[]> tile(String path) {
    return Optional.empty();
  }

  @Override
  public String verifierKey() {
    return "key";
  }

  @Override
  public void close() {}
}
