package dev.entente.server.overview;

import static java.util.Comparator.comparing;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Unavailable;
import dev.entente.trustledger.PublishedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How all agreements went, read from the log beside whoever writes it: from its beginning once, and
 * then as it grows, whichever gateway makes it grow. Once the beginning is read, whoever asks sees
 * all that is durable. In memory, a few numbers for each agreement and day. Thread-safe; what asks
 * throws {@link Unavailable} where the log cannot be read.
 */
public final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int CHUNK = 1_000;

  private final PublishedLog log;
  private final Map<AgreementId, Course> courses = new ConcurrentHashMap<>();
  private final List<Consumer<Set<AgreementId>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Activation> activations = new CopyOnWriteArrayList<>();
  private final Map<String, Instant> ordered = new ConcurrentHashMap<>();
  private final Disputes disputes = new Disputes();
  private final Set<AgreementId> changed = new TreeSet<>(comparing(AgreementId::value));
  private final ReentrantLock reading = new ReentrantLock();
  private final Thread thread;
  private volatile long next;

  private History(PublishedLog log) {
    this.log = log;
    this.thread = Thread.ofVirtual().name("history").unstarted(this::follow);
  }

  /** Begins to read. */
  public static History follow(PublishedLog log) {
    var history = new History(log);
    history.thread.start();
    return history;
  }

  /** How that agreement went. */
  public Course of(AgreementId agreement) {
    catchUp();
    return courses.getOrDefault(agreement, Course.NONE);
  }

  /** When that person last ordered something; empty if never. */
  public Optional<Instant> ordered(String operator) {
    catchUp();
    return Optional.ofNullable(ordered.get(operator));
  }

  /** What is and was in dispute. */
  public Disputes disputes() {
    catchUp();
    return disputes;
  }

  /** The policies that came into force, oldest first. */
  public List<Activation> activations() {
    catchUp();
    return List.copyOf(activations);
  }

  /** How many entries are read. */
  public long read() {
    return next;
  }

  /** How many there are. */
  public long size() {
    return log.size();
  }

  /**
   * Tells of agreements that have new entries, soon after each, on a thread that must not be kept.
   *
   * @return stops it
   */
  public Runnable listen(Consumer<Set<AgreementId>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        boolean wasBehind = isBehind();
        Set<AgreementId> grown = readOn();
        if (!grown.isEmpty() && !wasBehind) {
          listeners.forEach(it -> it.accept(grown));
        }
      } catch (Unavailable e) {
        LOG.warn("the log is not read on: {}", e.getMessage());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Who has just changed something sees it at once; nobody waits while the beginning is read. */
  private void catchUp() {
    if (next < log.size() && !isBehind()) {
      reading.lock();
      try {
        readToEnd();
      } finally {
        reading.unlock();
      }
    }
  }

  private boolean isBehind() {
    return log.size() - next > CHUNK;
  }

  private Set<AgreementId> readOn() {
    reading.lock();
    try {
      readToEnd();
      Set<AgreementId> grown = Set.copyOf(changed);
      changed.clear();
      return grown;
    } finally {
      reading.unlock();
    }
  }

  private void readToEnd() {
    while (next < log.size()) {
      log.entries(next, CHUNK).forEach(this::take);
    }
  }

  private void take(Stored stored) {
    Entry entry = EntryJson.read(stored.bytes());
    if (entry.event() instanceof PolicyActivated activated) {
      activations.add(Activation.of(stored.index(), entry.time(), activated));
    }
    disputes.take(stored.index(), entry);
    Line.document(entry.event()).ifPresent(it -> ordered.put(it.operator(), entry.time()));
    entry
        .event()
        .party()
        .ifPresent(
            agreement -> {
              courses.merge(
                  agreement,
                  Course.NONE.after(stored.index(), entry),
                  (before, _) -> before.after(stored.index(), entry));
              changed.add(agreement);
            });
    next = stored.index() + 1;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
