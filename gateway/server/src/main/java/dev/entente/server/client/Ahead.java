package dev.entente.server.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A call that is made while what came before it is still in hand. Thread-safe. */
public record Ahead(CompletableFuture<Reply> reply) {
  /** Begins the call, on a thread of its own. */
  public static Ahead of(Supplier<Reply> call) {
    return new Ahead(CompletableFuture.supplyAsync(call, Thread::startVirtualThread));
  }

  /**
   * Waits for its answer.
   *
   * @throws NoAnswer if there is none
   */
  public Reply get() {
    try {
      return reply.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof NoAnswer none ? none : e;
    }
  }
}
