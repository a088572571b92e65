package dev.entente.connectors.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * What one API gave a short while ago, so that the pages of a walk agree and readers who want the
 * same at a time cause one walk through it. All sources share the room. A walk that nobody waits
 * for any more is ended. Thread-safe.
 */
final class Snapshots implements AutoCloseable {
  private static final long MOST_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** For as long as each says; a failure is never kept. */
  private static final Cache<Asked, Kept> KEPT =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<Asked, Kept>weigher(
              (_, kept) -> (int) Math.min(Integer.MAX_VALUE, kept.snapshot().bytes() + 1))
          .expireAfter(Expiry.<Asked, Kept>writing((_, kept) -> kept.fresh()))
          .build();

  private record Asked(Snapshots source, Map<String, String> parameters) {}

  private record Kept(Snapshot snapshot, Duration fresh) {}

  private final Function<Map<String, String>, Snapshot> walk;
  private final Duration fresh;
  private final Set<Flight> flights = new HashSet<>();
  private boolean closed;

  /**
   * @param walk reads everything for these parameters; ends when it is interrupted
   * @param fresh how long it is used again; nothing to read anew each time
   */
  Snapshots(Function<Map<String, String>, Snapshot> walk, Duration fresh) {
    this.walk = walk;
    this.fresh = fresh;
  }

  /**
   * @throws Unavailable if it cannot be read, in time or at all
   */
  Snapshot get(Map<String, String> parameters, Deadline deadline) {
    var asked = new Asked(this, parameters);
    Kept kept = KEPT.getIfPresent(asked);
    if (kept != null) {
      return kept.snapshot();
    }
    Flight flight = board(asked);
    try {
      return flight.result.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw Unavailable.source("takes longer than it may", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.source("was not waited for", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unavailable unavailable
          ? unavailable
          : new IllegalStateException(e.getCause());
    } finally {
      leave(flight);
    }
  }

  /** A walk and who waits for it. */
  private final class Flight implements Runnable {
    private final Asked asked;
    private final CompletableFuture<Snapshot> result = new CompletableFuture<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this);
    private int waiting = 1;

    Flight(Asked asked) {
      this.asked = asked;
    }

    @Override
    public void run() {
      try {
        Snapshot snapshot = walk.apply(asked.parameters());
        land(this, snapshot);
        result.complete(snapshot);
      } catch (RuntimeException | StackOverflowError e) {
        end(this);
        result.completeExceptionally(e);
      }
    }
  }

  /** Joins a walk only where a snapshot that is as old would do. */
  private synchronized Flight board(Asked asked) {
    if (closed) {
      throw Unavailable.source("is closed", null);
    }
    Optional<Flight> known =
        flights.stream().filter(it -> !fresh.isZero() && it.asked.equals(asked)).findFirst();
    known.ifPresent(flight -> flight.waiting++);
    return known.orElseGet(() -> start(new Flight(asked)));
  }

  private Flight start(Flight flight) {
    flights.add(flight);
    flight.thread.start();
    return flight;
  }

  private synchronized void land(Flight flight, Snapshot snapshot) {
    if (!fresh.isZero() && !closed) {
      KEPT.put(flight.asked, new Kept(snapshot, fresh));
    }
    flights.remove(flight);
  }

  private synchronized void end(Flight flight) {
    flights.remove(flight);
  }

  private synchronized void leave(Flight flight) {
    flight.waiting--;
    if (flight.waiting == 0) {
      flights.remove(flight);
      flight.thread.interrupt();
    }
  }

  /** Ends what is under way and forgets what was read. */
  @Override
  public synchronized void close() {
    closed = true;
    flights.forEach(flight -> flight.thread.interrupt());
    flights.clear();
    KEPT.asMap().keySet().removeIf(asked -> asked.source() == this);
  }
}
