package dev.entente.server.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.entente.signature.Body;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A body on its way. It is held back until the exchange reads it; a small one that comes with its
 * head is taken in meanwhile, which saves two changes of thread. {@link #read} is called on a
 * virtual thread, everything else happens on the connection's event loop.
 */
final class IncomingBody implements Body {
  private final HttpServerRequest request;
  private final Context loop;
  private final Limits limits;
  private final Framing framing;
  private final boolean held;
  private final CompletableFuture<Read> whole = new CompletableFuture<>();
  private byte[] bytes = new byte[0];
  private int size;
  private int limit;
  private boolean ended;

  /** Takes the request as it arrives, on its event loop. */
  IncomingBody(HttpServerRequest request, Context loop, Framing framing, Limits limits) {
    this.request = request;
    this.loop = loop;
    this.limits = limits;
    this.framing = framing;
    this.held = framing.expectsContinue() || framing.length() > Limits.SMALL_BODY;
    if (framing.hasBody()) {
      request.exceptionHandler(_ -> whole.complete(new TooSlow()));
      request.endHandler(_ -> end());
      if (held) {
        request.pause();
      } else {
        collect(Limits.SMALL_BODY);
      }
    } else {
      ended = true;
    }
  }

  @Override
  public boolean present() {
    return framing.hasBody();
  }

  @Override
  public Read read(int most) {
    if (!present()) {
      return new Whole(new byte[0]);
    }
    if (held) {
      loop.runOnContext(_ -> ask(most));
    }
    try {
      return whole.get(limits.bodyTime(Math.min(framing.length(), most)).toMillis(), MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new TooSlow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TooSlow();
    }
  }

  private void ask(int most) {
    collect(most);
    if (framing.expectsContinue()) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void collect(int most) {
    limit = most;
    if (framing.length() <= most) {
      bytes = new byte[(int) framing.length()];
    }
    request.handler(this::take);
  }

  private void take(Buffer chunk) {
    int more = chunk.length();
    if (size > limit - more) {
      whole.complete(new TooLarge());
      request.handler(_ -> {});
      return;
    }
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, size + more)));
    }
    chunk.getBytes(bytes, size);
    size += more;
  }

  private void end() {
    ended = true;
    whole.complete(new Whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, size)));
  }

  /** Whether all of it has come, if there is one. */
  boolean hasEnded() {
    return ended;
  }

  /**
   * Throws away what is still to come, within bounds, so that its sender sees the answer; then
   * closes the connection. Called after the answer was written.
   */
  void discard() {
    if (ended) {
      return;
    }
    bytes = new byte[0];
    var left = new long[] {limits.discardBytes()};
    long timer =
        Conversation.vertx(loop)
            .setTimer(limits.discardTime().toMillis(), _ -> request.connection().close());
    request.handler(
        chunk -> {
          left[0] -= chunk.length();
          if (left[0] < 0) {
            request.connection().close();
          }
        });
    request.endHandler(
        _ -> {
          Conversation.vertx(loop).cancelTimer(timer);
          ended = true;
          request.connection().close();
        });
    request.exceptionHandler(_ -> Conversation.vertx(loop).cancelTimer(timer));
    request.resume();
  }
}
