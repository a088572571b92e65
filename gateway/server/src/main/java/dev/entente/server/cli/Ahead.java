package dev.entente.server.cli;

import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A call that is made while what came before it is still in hand. */
record Ahead(CompletableFuture<Reply> reply) {
  static Ahead of(Supplier<Reply> call) {
    return new Ahead(CompletableFuture.supplyAsync(call, Thread::startVirtualThread));
  }

  /**
   * Waits for its answer.
   *
   * @throws NoAnswer if there is none
   */
  Reply get() {
    try {
      return reply.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof NoAnswer none ? none : e;
    }
  }
}
