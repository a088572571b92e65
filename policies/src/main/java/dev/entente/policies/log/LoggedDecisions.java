package dev.entente.policies.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Deliberated;
import dev.entente.json.Json;
import dev.entente.policies.Asides;
import dev.entente.policies.log.LogCounts.Loss;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps decisions. A request only hands over what was decided; a thread of this log's own makes the
 * event of it, has the policy mask it, and keeps it in batches. Where masking fails nothing of the
 * event is kept. Thread-safe.
 */
public final class LoggedDecisions implements DecisionLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedDecisions.class);
  private static final int MOST_WAITING = 10_000;
  private static final int LARGEST_BATCH = 512 << 10;
  private static final Duration OLDEST = Duration.ofSeconds(1);
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final BlockingQueue<Deliberated> queue;
  private final Masking masking;
  private final Map<String, String> labels;
  private final LogCounts counts;
  private final Sink sink;
  private final Thread thread;
  private final List<byte[]> batch = new ArrayList<>();
  private long bytes;
  private long begun;
  private volatile boolean closing;

  LoggedDecisions(
      int mostWaiting, Asides policy, Map<String, String> labels, LogCounts counts, Sink sink) {
    this.queue = new ArrayBlockingQueue<>(mostWaiting);
    this.masking = new Masking(policy);
    this.labels = Map.copyOf(labels);
    this.counts = counts;
    this.sink = sink;
    this.thread = Thread.ofPlatform().name("decision-log").daemon().start(this::run);
  }

  /**
   * Starts a log.
   *
   * @param policy the one in force, which says what is masked
   * @param labels what each event says of this process: {@code id}, {@code version} and others
   */
  public static LoggedDecisions start(
      LogPlace place,
      Asides policy,
      Map<String, String> labels,
      LogCounts counts,
      InstantSource clock) {
    Sink sink =
        switch (place) {
          case LogPlace.Folder(var path, long most) -> new LogFolder(path, most, counts, clock);
          case LogPlace.Service(var url) -> new LogService(url, counts, LogService.Bounds.USUAL);
        };
    return new LoggedDecisions(MOST_WAITING, policy, labels, counts, sink);
  }

  /** Never waits: what there is no room for is lost, and counted. */
  @Override
  public void decided(Deliberated deliberated) {
    if (closing || !queue.offer(deliberated)) {
      counts.lost(Loss.QUEUE_FULL, 1);
    }
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        Deliberated next = queue.poll(OLDEST.toMillis() / 4, TimeUnit.MILLISECONDS);
        if (next != null) {
          add(next);
        }
        if (isDue()) {
          flush();
        }
      }
      flush();
    } catch (InterruptedException e) {
      LOG.debug("decisions are not logged any more", e);
    }
  }

  private void add(Deliberated deliberated) {
    try {
      ObjectNode event = DecisionEvent.of(deliberated, labels);
      if (!masking.keeps(event)) {
        counts.lost(Loss.DROPPED_BY_POLICY, 1);
        return;
      }
      byte[] json = Json.write(event);
      begun = batch.isEmpty() ? System.nanoTime() : begun;
      batch.add(json);
      bytes += json.length;
    } catch (RuntimeException e) {
      counts.lost(Loss.MASKING_FAILED, 1);
      LOG.warn("decision {} is not logged: masking failed: {}", deliberated.id(), e.getMessage());
    }
  }

  private boolean isDue() {
    return bytes >= LARGEST_BATCH
        || (!batch.isEmpty() && System.nanoTime() - begun >= OLDEST.toNanos());
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    try {
      sink.take(new Batch(batch));
    } catch (RuntimeException e) {
      counts.lost(Loss.NOT_WRITTEN, batch.size());
      LOG.error("decisions are not logged", e);
    }
    batch.clear();
    bytes = 0;
  }

  /** Keeps what was handed over, in ten seconds at most. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(PARTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
    }
    if (!queue.isEmpty()) {
      counts.lost(Loss.QUEUE_FULL, queue.size());
    }
    sink.close();
  }
}
