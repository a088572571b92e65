package dev.entente.server.simulation;

import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.governance.TermsSignature;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.CellHash;
import dev.entente.server.GatewayLedger;
import dev.entente.signature.Nonce;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.store.Progress;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** One agreement, open and accepted, in a ledger of its own that is gone when it is closed. */
final class Arena implements AutoCloseable {
  private static final byte[] SECRET = new byte[32];
  private static final int CHUNK = 1_000;

  final Terms terms;
  final Policy policy;
  final HandClock clock;
  final MemoryStore store = new MemoryStore();
  final Ledger ledger;
  final SigningKey gateway = SigningKey.generate();
  final SigningKey partner = SigningKey.generate();
  final CellHash hash = new CellHash(0);
  final SequencedMap<String, SigningKey> people;
  private long nonces;

  /**
   * @param day the day of the acceptance
   */
  Arena(Terms terms, Policy policy, LocalDate day) {
    this.terms = terms;
    this.policy = policy;
    this.clock = new HandClock(day);
    this.people = People.enoughFor(terms);
    this.ledger =
        GroupCommitLedger.open(
            store,
            GatewayLedger.logKey(terms.gateway(), SigningKey.generate()),
            Optional.empty(),
            clock,
            Progress.NONE);
    var events = new ArrayList<Event>();
    events.add(new PolicyActivated(policy.revision()));
    people.forEach(
        (name, key) ->
            events.add(new OperatorAdded(name, key.publicKey().publicJwk(), Optional.empty())));
    events.add(
        new AgreementOpened(
            terms,
            List.of(partner.publicKey().publicJwk()),
            gateway.publicKey().publicJwk(),
            TermsSignature.of(terms, gateway),
            Account.EMPTY));
    events.add(Acceptance.of(terms, partner, clock));
    record(events);
  }

  /** Begins a day: what its midnight brings is recorded. */
  void begin(LocalDate day) {
    clock.set(day);
    record(List.of());
  }

  private void record(List<Event> events) {
    ledger.change((_, _) -> Outcome.passed(events), Optional.empty());
  }

  Standing standing() {
    return ledger.trust().standing(terms.agreement()).orElseThrow();
  }

  Epoch epoch() {
    return new Epoch(standing().epoch(), clock.day());
  }

  Pseudonyms pseudonyms() {
    return Pseudonyms.of(SECRET, terms.agreement());
  }

  /** One that the partner did not use before. */
  Nonce nonce() {
    byte[] bytes = ByteBuffer.allocate(Nonce.MIN_LENGTH).putLong(nonces++).array();
    return new Nonce(partner.id(), bytes, clock.instant().plusSeconds(1));
  }

  /** The agreement's entries, oldest first. */
  List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    List<Stored> chunk = ledger.entries(terms.agreement(), 0, CHUNK);
    while (!chunk.isEmpty()) {
      chunk.forEach(stored -> entries.add(EntryJson.read(stored.bytes())));
      chunk = ledger.entries(terms.agreement(), chunk.getLast().index() + 1, CHUNK);
    }
    return entries;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
