package dev.entente.server.webhooks;

import dev.entente.server.directory.Webhook;
import dev.entente.server.overview.Attention;
import dev.entente.server.overview.History;
import dev.entente.server.overview.Wanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds at what wants attention, and has whoever wants to know told of what is
 * new. After a restart what still wants attention is told again, under the same id; so is what was
 * given up, and what came while too much waited. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** A receiver, and the ids of what it was told, or will be. */
  private record Receiver(Courier courier, Set<String> told) {}

  private final List<Receiver> receivers = new ArrayList<>();
  private final String gateway;
  private final History history;
  private final Supplier<List<Wanted.Point>> wanted;
  private final InstantSource clock;
  private final Thread thread;

  private Webhooks(
      List<Webhook> hooks,
      String gateway,
      History history,
      Supplier<List<Wanted.Point>> wanted,
      InstantSource clock) {
    this.gateway = gateway;
    this.history = history;
    this.wanted = wanted;
    this.clock = clock;
    for (Webhook hook : hooks) {
      Set<String> told = ConcurrentHashMap.newKeySet();
      receivers.add(new Receiver(new Courier(hook, clock, event -> told.remove(event.id())), told));
    }
    this.thread = Thread.ofVirtual().name("webhooks").unstarted(this::watch);
  }

  /** Begins to tell, where there is anyone to tell. */
  public static Webhooks start(
      List<Webhook> hooks,
      String gateway,
      History history,
      Supplier<List<Wanted.Point>> wanted,
      InstantSource clock) {
    var webhooks = new Webhooks(hooks, gateway, history, wanted, clock);
    if (!hooks.isEmpty()) {
      webhooks.thread.start();
    }
    return webhooks;
  }

  /** Those who are told. */
  public List<Courier> couriers() {
    return receivers.stream().map(Receiver::courier).toList();
  }

  private void watch() {
    try {
      // Half a history looks like silence.
      long size = history.size();
      while (history.read() < size) {
        Thread.sleep(100);
      }
      while (true) {
        look();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      // Nothing more is told.
    }
  }

  private void look() {
    try {
      List<Wanted.Point> points = wanted.get();
      receivers.forEach(it -> tell(it, points));
    } catch (RuntimeException e) {
      LOG.error("what wants attention is not known now", e);
    }
  }

  private void tell(Receiver receiver, List<Wanted.Point> points) {
    List<Wanted.Point> wants =
        points.stream()
            .filter(it -> receiver.courier().hook().wants(it.attention().cause().toString()))
            .filter(Webhooks::isKnown)
            .toList();
    receiver
        .told()
        .retainAll(
            wants.stream().map(it -> CloudEvent.id(gateway, it)).collect(Collectors.toSet()));
    for (Wanted.Point point : wants) {
      if (receiver.told().add(CloudEvent.id(gateway, point))
          && !receiver.courier().offer(CloudEvent.of(gateway, point, clock.instant()))) {
        receiver.told().remove(CloudEvent.id(gateway, point));
      }
    }
  }

  /** The history is a moment behind the standing: until it has read a dispute, that has no id. */
  private static boolean isKnown(Wanted.Point point) {
    return point.attention().cause() != Attention.Cause.DISPUTE
        || !point.attention().mark().isEmpty();
  }

  @Override
  public void close() {
    thread.interrupt();
    receivers.forEach(it -> it.courier().close());
  }
}
