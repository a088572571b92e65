package dev.entente.connectors.files;

import dev.entente.catalog.Filter;
import dev.entente.json.Malformed;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are read again when they change. What was read before goes on serving until the new is
 * whole, and for ever where that cannot be read; each page is of one of them. Thread-safe.
 */
final class Reloaded implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

  /** Reads the files anew; throws {@link Malformed} or another exception if it cannot. */
  interface Reading {
    Source read();
  }

  /** What was read, and how many read in it now. */
  private static final class Load {
    private final Source source;
    private int inside;
    private boolean over;

    Load(Source source) {
      this.source = source;
    }
  }

  private final String name;
  private final Supplier<Fingerprint> look;
  private final Reading reading;
  private final Opening opening;
  private final Thread watch;
  private Load current;
  private Fingerprint loaded;
  private volatile boolean closed;

  /**
   * @param look at the files as they lie there now
   * @param loaded how they lay there before the first was read
   * @param pause between two looks; files that are the same at both are taken for whole
   */
  Reloaded(
      String name,
      Source first,
      Fingerprint loaded,
      Supplier<Fingerprint> look,
      Reading reading,
      Opening opening,
      Duration pause) {
    this.name = name;
    this.current = new Load(first);
    this.loaded = loaded;
    this.look = look;
    this.reading = reading;
    this.opening = opening;
    this.watch = Thread.ofPlatform().daemon().name("watch-" + name).unstarted(() -> watch(pause));
    watch.start();
  }

  @Override
  public Page read(Selection selection) {
    Load load = enter();
    try {
      return load.source.read(selection);
    } finally {
      leave(load);
    }
  }

  private synchronized Load enter() {
    current.inside++;
    return current;
  }

  private void leave(Load load) {
    synchronized (this) {
      load.inside--;
      if (load.inside > 0 || !load.over) {
        return;
      }
    }
    load.source.close();
  }

  @Override
  public boolean applies(Filter condition) {
    return current().applies(condition);
  }

  private synchronized Source current() {
    return current.source;
  }

  private void watch(Duration pause) {
    Fingerprint before = loaded;
    while (!closed) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      Fingerprint now = look.get();
      if (now.equals(before) && !now.equals(loaded)) {
        reload(now);
      }
      before = now;
    }
  }

  private void reload(Fingerprint now) {
    loaded = now;
    try {
      Source fresh = reading.read();
      if (!look.get().equals(now)) {
        fresh.close(); // it changed meanwhile: the next look sees that
        loaded = Fingerprint.NONE;
        return;
      }
      take(fresh);
      opening.alarm(Optional.empty());
      LOG.info("dataset {}: read again, as it had changed", name);
    } catch (Malformed e) {
      goesOn(e.reason());
    } catch (RuntimeException e) {
      loaded = Fingerprint.NONE; // not the files' fault: tried again
      goesOn(String.valueOf(e.getMessage()));
    }
  }

  private void goesOn(String why) {
    String told = "what changed cannot be read, what was read before goes on: " + why;
    LOG.error("dataset {}: {}", name, told);
    opening.alarm(Optional.of(told));
  }

  private void take(Source fresh) {
    Load old;
    synchronized (this) {
      if (closed) {
        fresh.close();
        return;
      }
      old = current;
      old.inside++;
      old.over = true;
      current = new Load(fresh);
    }
    leave(old);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    watch.interrupt();
    try {
      watch.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current().close();
  }
}
