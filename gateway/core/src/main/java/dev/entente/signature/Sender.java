package dev.entente.signature;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whoever sent a request and waits for its answer, or has left. What is made for it within {@link
 * #whileHere} ends when it leaves; nothing else is ever interrupted by it, least of all the ledger.
 * Thread-safe.
 */
public final class Sender {
  private boolean left;
  private final Set<Thread> working = new HashSet<>();

  /** It will not take an answer any more. Called on any thread, and as often as one likes. */
  public synchronized void leave() {
    left = true;
    working.forEach(Thread::interrupt);
  }

  /**
   * Does something that may take long and leaves nothing behind. The thread is interrupted when the
   * sender leaves, and what the work came to by then is refused; when this returns the thread is
   * not interrupted for the sender, and never will be.
   */
  public <T> Outcome<T> whileHere(Supplier<Outcome<T>> work) {
    if (!begin()) {
      return gone();
    }
    Outcome<T> made;
    try {
      made = work.get();
    } catch (RuntimeException | Error e) {
      if (end() || e instanceof Error) {
        throw e;
      }
      return gone();
    }
    return end() ? made : gone();
  }

  private synchronized boolean begin() {
    if (!left) {
      working.add(Thread.currentThread());
    }
    return !left;
  }

  /** Whether it is still here. The interruption was meant for the work alone. */
  private synchronized boolean end() {
    working.remove(Thread.currentThread());
    if (left) {
      Thread.interrupted();
    }
    return !left;
  }

  private static <T> Outcome<T> gone() {
    return Outcome.refused(
        ProblemCode.SOURCE_UNAVAILABLE,
        "its sender left before it was recorded; nothing was released and nothing was charged");
  }
}
