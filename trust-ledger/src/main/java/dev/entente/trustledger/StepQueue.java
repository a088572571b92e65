package dev.entente.trustledger;

import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The steps that wait for the writer. Waking a thread costs more than writing an entry, so while
 * requests are known to be under way the writer lingers a moment for their steps, and is woken once
 * for all of them.
 */
final class StepQueue {
  /** More than this wait only when the writer has stopped. */
  static final int CAPACITY = 4_096;

  private static final long LINGER_NANOS = 300_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition enough = lock.newCondition();
  private final ArrayDeque<Step<?>> waiting = new ArrayDeque<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private int wakeAt = Integer.MAX_VALUE;
  private boolean lingering;
  private boolean closed;
  private final long idleNanos;

  /**
   * @param idle for how long the writer waits for a step before it looks around
   */
  StepQueue(Duration idle) {
    this.idleNanos = idle.toNanos();
  }

  /** Says that a request is under way whose step will come. A guess: it may never come. */
  void expect() {
    underWay.incrementAndGet();
  }

  /**
   * Lets a step wait.
   *
   * @throws Unavailable if the queue is closed or full
   */
  void add(Step<?> step) {
    lock.lock();
    try {
      if (closed) {
        throw Unavailable.ledger("the ledger is closed", null);
      }
      if (waiting.size() >= CAPACITY) {
        throw Unavailable.ledger(CAPACITY + " steps wait for the ledger already", null);
      }
      waiting.add(step);
      boolean last = step.spend().isPresent() && arrived() == 0;
      if (waiting.size() >= wakeAt || (lingering && last)) {
        enough.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private int arrived() {
    return underWay.updateAndGet(n -> Math.max(0, n - 1));
  }

  /** The next steps, in order; none if none came for a while, or the queue was closed. */
  List<Step<?>> take(int most) {
    lock.lock();
    try {
      wakeAt = 1;
      long left = idleNanos;
      while (waiting.isEmpty() && !closed && left > 0) {
        left = enough.awaitNanos(left);
      }
      if (!waiting.isEmpty()) {
        linger(most);
      }
      List<Step<?>> taken = new ArrayList<>();
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the ledger's writer", e);
    } finally {
      wakeAt = Integer.MAX_VALUE;
      lock.unlock();
    }
  }

  private void linger(int most) throws InterruptedException {
    wakeAt = most;
    lingering = true;
    long left = LINGER_NANOS;
    while (left > 0 && waiting.size() < most && underWay.get() > 0 && !closed) {
      left = enough.awaitNanos(left);
    }
    lingering = false;
    if (left <= 0) {
      // They take longer, or never come: believe less in them.
      underWay.updateAndGet(n -> n / 2);
    }
  }

  /** Takes no more steps; those that wait are still given out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      enough.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was closed and all its steps were given out. */
  boolean isDone() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
