package dev.entente.trustledger;

import dev.entente.problem.Unavailable;
import dev.entente.signature.Nonce;
import dev.entente.signature.Replayed;
import dev.entente.trustledger.nonce.NonceHash;
import dev.entente.trustledger.store.Begun;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step that waits for the ledger. The writer takes it against a draft, and ends it once the
 * draft is durable or lost; the caller waits for the end.
 */
final class Step<T> {
  /** What the step comes to: a value, or why there is none. */
  private sealed interface End<T> {
    record Done<T>(T value) implements End<T> {}

    record Thrown<T>(RuntimeException exception) implements End<T> {}

    record Lost<T>(String reason, @Nullable Throwable cause) implements End<T> {}
  }

  /**
   * A nonce to be made durable with the step.
   *
   * @param claimed whether the step must not be taken where another process spent it before
   */
  record Spend(NonceHash hash, Instant expires, boolean claimed) {
    static Spend claimed(Nonce nonce) {
      return new Spend(NonceHash.of(nonce), nonce.expires(), true);
    }

    static Spend again(Nonce nonce) {
      return new Spend(NonceHash.of(nonce), nonce.expires(), false);
    }

    boolean isReplayed(Begun begun) {
      return claimed && (begun.spentBefore().contains(hash) || expires.isBefore(begun.forgotten()));
    }
  }

  private final Function<Draft, T> work;
  private final Optional<Spend> spend;
  private final CompletableFuture<End<T>> end = new CompletableFuture<>();
  private @Nullable End<T> taken;

  Step(Function<Draft, T> work, Optional<Spend> spend) {
    this.work = work;
    this.spend = spend;
  }

  Optional<Spend> spend() {
    return spend;
  }

  /** Takes the step. What goes wrong in it is its caller's alone, the draft goes on without it. */
  void take(Draft draft, Begun begun) {
    try {
      taken =
          spend.filter(it -> it.isReplayed(begun)).isPresent()
              ? new End.Thrown<>(new Replayed())
              : new End.Done<>(work.apply(draft));
    } catch (RuntimeException e) {
      taken = new End.Thrown<>(e);
    }
  }

  /** Ends the step as it was taken. */
  void finish() {
    end.complete(taken == null ? new End.Lost<>("the step was not taken", null) : taken);
  }

  /** Ends the step without a value. */
  void lose(String reason, @Nullable Throwable cause) {
    end.complete(new End.Lost<>(reason, cause));
  }

  /**
   * Waits for the end.
   *
   * @throws Unavailable if the step was lost, or the wait was interrupted: then nobody knows
   */
  T await() {
    try {
      return switch (end.get()) {
        case End.Done<T>(T value) -> value;
        case End.Thrown<T>(RuntimeException exception) -> throw exception;
        case End.Lost<T>(String reason, Throwable cause) -> throw Unavailable.ledger(reason, cause);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.ledger("interrupted while the ledger was writing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a step ends with a value only", e);
    }
  }
}
