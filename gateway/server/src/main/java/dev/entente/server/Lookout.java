package dev.entente.server;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at the sources that nobody reads, so that one that has gone is known before
 * somebody asks, and one that is back too. Each is looked at apart from the others, and by one look
 * at a time.
 */
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<Thread> threads;

  /** Looks at each at once, and then as often as it wants to be looked at. */
  Lookout(List<Bulkhead> sources) {
    this.threads =
        sources.stream()
            .map(it -> Thread.ofVirtual().name("look-" + it.dataset()).start(() -> watch(it)))
            .toList();
  }

  private static void watch(Bulkhead source) {
    look(source, source::look);
    while (true) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
      look(source, source::lookAgain);
    }
  }

  private static void look(Bulkhead source, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("dataset {} cannot be looked at", source.dataset(), e);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
