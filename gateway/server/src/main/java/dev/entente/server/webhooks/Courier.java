package dev.entente.server.webhooks;

import dev.entente.server.directory.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to one receiver, one after the other, on a thread of its own. What is not taken is
 * tried again, each time after about twice the pause, and given up after twelve attempts, some 25
 * minutes. Thread-safe.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 12;
  private static final int MOST_WAITING = 1_000;

  /** Why the last attempt failed, and when. */
  public record Failure(String because, Instant when) {}

  private final Webhook hook;
  private final InstantSource clock;
  private final Consumer<CloudEvent> givenUp;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final BlockingQueue<CloudEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final Thread thread;
  private volatile @Nullable Failure failure;

  /**
   * @param givenUp is told what nobody took
   */
  Courier(Webhook hook, InstantSource clock, Consumer<CloudEvent> givenUp) {
    this.hook = hook;
    this.clock = clock;
    this.givenUp = givenUp;
    this.thread = Thread.ofVirtual().name("webhook").start(this::work);
  }

  Webhook hook() {
    return hook;
  }

  /** Takes an event along, if not too many wait. */
  boolean offer(CloudEvent event) {
    return waiting.offer(event);
  }

  /** To whom, without what may be secret of it. */
  public String receiver() {
    return hook.receiver();
  }

  /** How many events were taken. */
  public long delivered() {
    return delivered.get();
  }

  /** How many attempts failed. */
  public long failed() {
    return failed.get();
  }

  /** How many events were given up. */
  public long abandoned() {
    return abandoned.get();
  }

  /** How many events wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Why it does not work; empty if the last attempt did. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  private void work() {
    try {
      while (true) {
        bring(waiting.take());
      }
    } catch (InterruptedException closed) {
      // Nothing more is told.
    }
  }

  private void bring(CloudEvent event) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<String> because = attempt(event);
      if (because.isEmpty()) {
        delivered.incrementAndGet();
        failure = null;
        return;
      }
      failed.incrementAndGet();
      failure = new Failure(because.get(), clock.instant());
      LOG.warn("{} did not take event {}: {}", hook, event.id(), because.get());
      if (attempt < ATTEMPTS) {
        long half = pause.toMillis() / 2;
        Thread.sleep(half + ThreadLocalRandom.current().nextLong(half + 1));
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
    abandoned.incrementAndGet();
    givenUp.accept(event);
  }

  /** Why it failed; empty if it did not. */
  private Optional<String> attempt(CloudEvent event) throws InterruptedException {
    try {
      HttpResponse<InputStream> answer = client.send(request(event), BodyHandlers.ofInputStream());
      answer.body().close(); // nothing is read of what it says, however much that is
      return answer.statusCode() / 100 == 2
          ? Optional.empty()
          : Optional.of("it answered " + answer.statusCode());
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private HttpRequest request(CloudEvent event) {
    String time = String.valueOf(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(hook.url())
        .timeout(PATIENCE)
        .header("content-type", CloudEvent.MEDIA_TYPE)
        .header("webhook-id", event.id())
        .header("webhook-timestamp", time)
        .header("webhook-signature", "v1," + signature(event, time))
        .POST(BodyPublishers.ofByteArray(event.body()))
        .build();
  }

  /** Standard Webhooks: HMAC-SHA-256 over id, timestamp and body with dots between. */
  private String signature(CloudEvent event, String time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(hook.secret()), "HmacSHA256"));
      mac.update((event.id() + "." + time + ".").getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(event.body()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }
}
