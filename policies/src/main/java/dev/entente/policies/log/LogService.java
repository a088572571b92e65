package dev.entente.policies.log;

import dev.entente.policies.log.LogCounts.Loss;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that takes decisions as OPA sends them: {@code POST …/logs} with a gzipped JSON array.
 * A thread of its own sends; while the service does not take them, batches wait, the newest 16 MiB
 * of them, and are tried again after half a second, then twice as long each time, up to a minute.
 */
final class LogService implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(LogService.class);
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** How patient to be; how much may wait. */
  record Bounds(Duration answer, Duration pause, Duration longest, Duration parting, long bytes) {
    static final Bounds USUAL =
        new Bounds(
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            16 << 20);
  }

  /** Each is another, whatever is in it. */
  private static final class Upload {
    private final byte[] body;
    private final int events;

    Upload(Batch batch) {
      this.body = batch.array();
      this.events = batch.size();
    }
  }

  private final URI logs;
  private final LogCounts counts;
  private final Bounds bounds;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .build();
  private final Thread thread;
  private final Deque<Upload> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean closing;
  private long end = Long.MAX_VALUE;

  LogService(URI service, LogCounts counts, Bounds bounds) {
    String base = service.toString();
    this.logs = URI.create((base.endsWith("/") ? base : base + "/") + "logs");
    this.counts = counts;
    this.bounds = bounds;
    this.thread = Thread.ofPlatform().name("decision-log-sender").daemon().start(this::run);
  }

  @Override
  public synchronized void take(Batch batch) {
    var upload = new Upload(batch);
    waiting.addLast(upload);
    bytes += upload.body.length;
    while (bytes > bounds.bytes() && waiting.size() > 1) {
      Upload oldest = waiting.removeFirst();
      bytes -= oldest.body.length;
      counts.lost(Loss.NOT_SENT, oldest.events);
    }
    notifyAll();
  }

  private void run() {
    try {
      Duration pause = bounds.pause();
      for (Upload next = next(); next != null; next = next()) {
        if (send(next)) {
          pause = bounds.pause();
        } else if (!rest(pause)) {
          return;
        } else {
          pause =
              pause.multipliedBy(2).compareTo(bounds.longest()) < 0
                  ? pause.multipliedBy(2)
                  : bounds.longest();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("decisions are not sent any more", e);
    }
  }

  /** The oldest that waits; null when nothing more will come, or the time is over. */
  private synchronized @Nullable Upload next() throws InterruptedException {
    while (waiting.isEmpty() && !closing) {
      wait();
    }
    return System.nanoTime() > end ? null : waiting.peekFirst();
  }

  /** Whether it is settled: taken, or refused for good. */
  private boolean send(Upload upload) throws InterruptedException {
    int status = post(upload.body);
    if (status / 100 == 2) {
      settle(upload, () -> counts.kept(upload.events));
      return true;
    }
    if (status == 400 || status == 413) {
      LOG.warn("{} refuses decisions with {}: {} are lost", logs, status, upload.events);
      settle(upload, () -> counts.lost(Loss.REFUSED, upload.events));
      return true;
    }
    return false;
  }

  /** What gave way to newer ones meanwhile was counted then. */
  private synchronized void settle(Upload upload, Runnable count) {
    if (waiting.peekFirst() == upload) {
      waiting.removeFirst();
      bytes -= upload.body.length;
      count.run();
    }
  }

  /** The status of the answer; 0 if there is none in time. */
  private int post(byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(logs)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(bounds.answer().toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 != 2) {
        LOG.warn("{} does not take decisions: it answers {}", logs, status);
      }
      return status;
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      LOG.warn("{} does not take decisions: {}", logs, e.toString());
      return 0;
    }
  }

  /** Waits before the next try; false when there will be none. */
  private synchronized boolean rest(Duration pause) throws InterruptedException {
    long until = Math.min(System.nanoTime() + pause.toNanos(), end);
    while (System.nanoTime() < until) {
      TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
      until = Math.min(until, end);
    }
    return System.nanoTime() < end;
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      end = System.nanoTime() + bounds.parting().toNanos();
      notifyAll();
    }
    try {
      thread.join(bounds.parting());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    client.shutdownNow();
    synchronized (this) {
      waiting.forEach(upload -> counts.lost(Loss.NOT_SENT, upload.events));
      waiting.clear();
    }
  }
}
