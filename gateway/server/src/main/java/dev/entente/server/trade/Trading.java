package dev.entente.server.trade;

import dev.entente.exchange.Exchange;
import dev.entente.ledger.Ledger;
import dev.entente.problem.Unavailable;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.directory.PeerFile;
import dev.entente.server.keys.KeyRing;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Witness;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds with all peers that we trade with, each at its own pace and when it is asked for. */
public final class Trading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trading.class);

  /** One peer and who may hold a round with it now. */
  private record Partner(TradingPeer peer, ReentrantLock turn) {}

  private final List<Partner> partners = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Trading() {}

  /**
   * Begins to trade with those that have something to trade.
   *
   * @param log our own log's origin
   * @param keys the gateway's, by which it is known at its peers
   * @param witness ours, which learns what is seen of their logs
   * @param folder where is kept what must survive
   */
  public static Trading start(
      Collection<PeerFile> peers,
      String log,
      KeyRing keys,
      Ledger ledger,
      Exchange exchange,
      Witness witness,
      Evidence evidence,
      Path folder,
      InstantSource clock) {
    var trading = new Trading();
    var house =
        new TradingPeer.House(log, keys, ledger, exchange, witness, evidence, folder, clock);
    for (PeerFile peer : peers) {
      peer.trade()
          .ifPresent(
              trade -> {
                var partner = new Partner(new TradingPeer(peer, trade, house), new ReentrantLock());
                trading.partners.add(partner);
                trading.threads.add(
                    Thread.ofVirtual().name("trade-" + peer.name()).start(() -> again(partner)));
              });
    }
    return trading;
  }

  private static void again(Partner partner) {
    try {
      while (true) {
        Thread.sleep(partner.peer().trade().every());
        Round round = round(partner);
        round
            .problem()
            .ifPresentOrElse(
                problem -> LOG.warn("no round with {}: {}", round.peer(), problem),
                () -> LOG.info("a round with {}: {}", round.peer(), round));
      }
    } catch (InterruptedException closed) {
      // Nothing more is traded.
    }
  }

  /**
   * Holds a round now with each of them, or with the one of that name, and says what it came to.
   */
  public List<Round> round(Optional<String> name) {
    return partners.stream()
        .filter(it -> name.isEmpty() || name.get().equals(it.peer().peer().name()))
        .map(Trading::round)
        .toList();
  }

  private static Round round(Partner partner) {
    partner.turn().lock();
    try {
      return partner.peer().round();
    } catch (NoAnswer | Unavailable e) {
      return Round.failed(partner.peer().peer().name(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a round with {} failed", partner.peer().peer().name(), e);
      return Round.failed(partner.peer().peer().name(), "it failed; the log says why");
    } finally {
      partner.turn().unlock();
    }
  }

  /** Trades no more. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    partners.forEach(it -> it.peer().close());
  }
}
