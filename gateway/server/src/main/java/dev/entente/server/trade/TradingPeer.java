package dev.entente.server.trade;

import dev.entente.agreement.Lifecycle;
import dev.entente.catalog.DatasetId;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.Pulled;
import dev.entente.json.Malformed;
import dev.entente.ledger.Change;
import dev.entente.ledger.Difference;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.ledger.IssuedReceipt.About.Released;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.OpenClient;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.directory.PeerFile;
import dev.entente.server.directory.Trade;
import dev.entente.server.directory.Trade.Pull;
import dev.entente.server.keys.KeyRing;
import dev.entente.server.peers.FollowedLog;
import dev.entente.server.peers.FollowedLog.View;
import dev.entente.server.trade.PeerLog.Look;
import dev.entente.server.trade.Pulling.Fetched;
import dev.entente.signature.Jwks;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Witness;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer that we trade with. A round fetches, looks at the peer's log, holds it against ours, and
 * acknowledges; in this order, so that what it cannot finish the next one does. For one caller at a
 * time.
 */
final class TradingPeer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TradingPeer.class);
  private static final int CHUNK = 1_000;

  private final PeerFile peer;
  private final Trade trade;
  private final Ledger ledger;
  private final Exchange exchange;
  private final InstantSource clock;
  private final Jwks keys;
  private final PartnerClient client;
  private final OpenClient open;
  private final PeerLog log;
  private final Countersigner countersigner;
  private final Notebook asked;
  private final Outbox outbox;
  private final Mirror mirror;
  private final Accounts accounts;
  private final Transfers in;
  private final Transfers out;
  private final Set<String> disputed = new HashSet<>();
  private Instant recovered = Instant.MIN;
  private long own;

  /** What trading needs of this gateway. */
  record House(
      String log,
      KeyRing keys,
      Ledger ledger,
      Exchange exchange,
      Witness witness,
      Evidence evidence,
      Path folder,
      InstantSource clock) {}

  TradingPeer(PeerFile peer, Trade trade, House house) {
    this.peer = peer;
    this.trade = trade;
    VerifierKeys logKey = peer.logKeys().orElseThrow();
    this.ledger = house.ledger();
    this.exchange = house.exchange();
    this.clock = house.clock();
    this.keys = Jwks.of(peer.keys().toArray(VerifyingKey[]::new));
    this.client = PartnerClient.pinned(peer.origin(), house.keys().current(), peer.keys(), clock);
    this.open = new OpenClient(peer.origin(), peer.prefix(), peer.keys());
    Path folder = house.folder().resolve(peer.name());
    this.log =
        new PeerLog(logKey, new FollowedLog(logKey, open), house.witness(), house.evidence());
    this.countersigner = new Countersigner(keys, trade.theirs(), house.keys().current());
    this.asked = Notebook.in(folder, "asked");
    this.outbox = Outbox.in(folder.resolve("acknowledge"));
    String theirs = logKey.name().value();
    this.accounts = new Accounts(trade.theirs(), theirs);
    this.in = new Transfers(theirs, house.log(), Set.copyOf(house.keys().ids()));
    this.out = new Transfers(house.log(), theirs, ids(peer.keys()));
    this.mirror = Mirror.in(Notebook.in(folder, Mirror.FILE), this::theirs);
  }

  private static Set<KeyId> ids(List<VerifyingKey> keys) {
    return keys.stream().map(VerifyingKey::id).collect(Collectors.toUnmodifiableSet());
  }

  PeerFile peer() {
    return peer;
  }

  Trade trade() {
    return trade;
  }

  /**
   * Holds one round.
   *
   * @throws NoAnswer if the peer does not answer, or not so that it can be believed
   * @throws Unavailable if our own ledger cannot be read or written
   */
  Round round() {
    var pulling = new Pulling(trade, client, keys, countersigner, asked, outbox, ledger, exchange);
    if (log.look() instanceof Look.Broken(var difference)) {
      return broken(difference);
    }
    List<Fetched> fetched = trade.pulls().stream().map(pulling::fetch).toList();
    return switch (log.look()) {
      case Look.Broken(var difference) -> broken(difference);
      case Look.Whole(var view) -> compared(fetched, view);
    };
  }

  private Round compared(List<Fetched> fetched, View view) {
    AgreementCalls calls = client.agreement(trade.theirs());
    int mirrored = mirror.fetch(calls, view, this::theirs);
    ours();
    int lost = lost(calls);
    ours();
    int acknowledged = outbox.send(calls);
    List<Difference> found = differences(view.size());
    found.forEach(this::dispute);
    return new Round(
        peer.name(), fetched, acknowledged, mirrored, view.size(), lost, found, Optional.empty());
  }

  /** With a log that is not the one it was nothing is traded, and no receipt acknowledged. */
  private Round broken(Difference difference) {
    ours();
    dispute(difference);
    return new Round(peer.name(), List.of(), 0, 0, 0, 0, List.of(difference), Optional.empty());
  }

  private void theirs(Mirrored entry) {
    accounts.follow(entry);
    in.give(entry);
    out.take(entry);
  }

  private void ours() {
    List<Stored> chunk = ledger.entries(trade.ours(), own, CHUNK);
    while (!chunk.isEmpty()) {
      for (Stored stored : chunk) {
        Mirrored entry = Mirrored.of(stored);
        out.give(entry);
        in.take(entry);
        switch (entry.entry().event()) {
          case DifferenceFound(_, var difference) -> disputed.add(difference.name());
          case RecoveryConsented _ -> recovered = entry.entry().time();
          default -> {}
        }
      }
      own = chunk.getLast().index() + 1;
      chunk = ledger.entries(trade.ours(), own, CHUNK);
    }
  }

  /** What we asked for and were never answered: the peer's log has it, so ours must too. */
  private int lost(AgreementCalls calls) {
    var requests = Set.copyOf(asked.lines());
    // What we noted of our asking may have been lost with what we received.
    List<Long> lost =
        in.untaken(
            given ->
                requests.contains(given.request().toString()) || given.when().isBefore(recovered));
    int noted = 0;
    for (long index : lost) {
      noted += note(calls, index) ? 1 : 0;
    }
    return noted;
  }

  private boolean note(AgreementCalls calls, long index) {
    var given = in.given(index);
    Optional<Pull> pull =
        trade.pulls().stream().filter(it -> isOf(it, given.dataset())).findFirst();
    if (pull.isEmpty() || !isActive()) {
      return false;
    }
    try {
      String compact = calls.receipt(index).orThrow().document().at("receipt").text();
      IssuedReceipt receipt = IssuedReceipt.verified(compact, keys);
      outbox.put(index, countersigner.sign(compact));
      if (!(receipt.about() instanceof Released(var value, _))) {
        throw new NoAnswer("the receipt of entry " + index + " is of no release");
      }
      var pulled =
          Pulled.lost(
              trade.ours(),
              pull.get().exchange(),
              receipt.key(),
              Sha256.hash(compact.getBytes(StandardCharsets.US_ASCII)),
              Pulling.transfer(receipt, value));
      return exchange.take(pulled) instanceof Outcome.Passed<?>;
    } catch (Malformed e) {
      throw new NoAnswer("the receipt of entry " + index + " does not hold: " + e.reason());
    }
  }

  private static boolean isOf(Pull pull, DatasetId dataset) {
    return pull.dataset().equals(dataset);
  }

  private boolean isActive() {
    return ledger.trust().standing(trade.ours()).orElseThrow().state() == Lifecycle.ACTIVE;
  }

  private List<Difference> differences(long size) {
    Instant late = clock.instant().minus(trade.grace());
    List<Difference> all = new ArrayList<>(accounts.found());
    all.addAll(in.differences(late, size, false));
    all.addAll(out.differences(late, own, true));
    return all;
  }

  /** Each is recorded once: people have dealt with it, or will. */
  private void dispute(Difference difference) {
    if (disputed.contains(difference.name())) {
      return;
    }
    LOG.error("the logs differ about {}: {}", difference.about(), difference.name());
    Change step =
        (trust, _) ->
            Outcome.passed(
                trust.standing(trade.ours()).orElseThrow().state().isAgreed()
                    ? List.<Event>of(new DifferenceFound(trade.ours(), difference))
                    : List.of());
    ledger.change(step, Optional.empty());
  }

  @Override
  public void close() {
    client.close();
    open.close();
  }
}
