package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.signature.AnswerHead;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An answer on its way. Thread-safe.
 *
 * @param head once it is proved, before the body is there
 */
record Coming(CompletableFuture<AnswerHead> head, CompletableFuture<Reply> reply) {
  /**
   * Waits for the cursor of what comes after it; there is none after a refusal.
   *
   * @throws NoAnswer if there is no answer
   */
  Optional<String> next() {
    AnswerHead proved = waited(head);
    if (proved.status() >= Reply.FIRST_ERROR) {
      return Optional.empty();
    }
    try {
      return Reply.about(proved.headers()).find("next").map(Doc::text);
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  /**
   * Waits for all of it.
   *
   * @throws NoAnswer if there is none
   */
  Reply whole() {
    return waited(reply);
  }

  private static <T> T waited(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof NoAnswer none ? none : e;
    }
  }
}
