package dev.entente.connectors.http;

import dev.entente.json.Shown;
import dev.entente.problem.Unavailable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * What a server answers, its body read as it comes and no faster than it is taken. To be closed by
 * whoever reads it; what is not read by then is not waited for. Not thread-safe.
 */
final class Reply implements AutoCloseable {
  private static final int AHEAD = 16;
  private static final Object END = new Object();

  private final HttpClientResponse response;
  private final Deadline deadline;
  private final BlockingQueue<Object> parts = new LinkedBlockingQueue<>();

  /** Made on the event loop, before anything of the body is there. */
  Reply(HttpClientResponse response, Deadline deadline) {
    this.response = response;
    this.deadline = deadline;
    response.pause();
    response.handler(parts::add);
    response.endHandler(_ -> parts.add(END));
    response.exceptionHandler(parts::add);
    response.fetch(AHEAD);
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(response.getHeader(name));
  }

  List<String> headers(String name) {
    return response.headers().getAll(name);
  }

  /**
   * The bytes as they come, unpacked. Reading fails with {@link IOException} if the connection
   * breaks, and with {@link Unavailable} if they do not come in time.
   */
  InputStream body() throws IOException {
    String encoding = header("content-encoding").orElse("identity").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity" -> new Body();
      case "gzip", "x-gzip" -> new Unpacked(new Body());
      default ->
          throw Unavailable.source("the answer is packed as `" + Shown.of(encoding) + "`", null);
    };
  }

  @Override
  public void close() {
    if (!parts.contains(END)) {
      response.request().reset();
    }
  }

  /** Reads on to the end of what was packed, so that the connection can be used again. */
  private static final class Unpacked extends GZIPInputStream {
    private final InputStream packed;

    Unpacked(InputStream packed) throws IOException {
      super(packed);
      this.packed = packed;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      int read = super.read(into, offset, most);
      if (read < 0 && packed.read() >= 0) {
        throw Unavailable.source("something follows its answer", null);
      }
      return read;
    }
  }

  private final class Body extends InputStream {
    private byte[] part = {};
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      while (at == part.length && !ended) {
        next();
      }
      if (at == part.length) {
        return -1;
      }
      int length = Math.min(most, part.length - at);
      System.arraycopy(part, at, into, offset, length);
      at += length;
      return length;
    }

    private void next() throws IOException {
      try {
        switch (parts.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          case null ->
              throw Unavailable.source("the answer does not come to its end in time", null);
          case Buffer buffer -> {
            part = buffer.getBytes();
            at = 0;
            response.fetch(1);
          }
          case Throwable broken -> throw new IOException("the answer breaks off", broken);
          default -> {
            parts.add(END);
            ended = true;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Unavailable.source("was not waited for", e);
      }
    }
  }
}
