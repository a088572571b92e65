package dev.entente.server.running;

import dev.entente.signature.Headers;
import dev.entente.signature.Headers.Header;
import dev.entente.signature.Origin;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import javax.net.SocketFactory;

/** One connection, byte by byte: it can send what no HTTP client would. */
public final class Wire implements AutoCloseable {
  private final Origin origin;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public Wire(Origin origin) {
    this(origin, SocketFactory.getDefault());
  }

  /** A connection that waits for each byte as long as this. */
  public Wire(Origin origin, Duration patience) {
    this(origin, SocketFactory.getDefault(), patience);
  }

  /**
   * A connection by sockets of another kind, such as those of TLS.
   *
   * @param origin host and port are called, whatever the scheme
   */
  public Wire(Origin origin, SocketFactory sockets) {
    this(origin, sockets, Duration.ofSeconds(15));
  }

  private Wire(Origin origin, SocketFactory sockets, Duration patience) {
    this.origin = origin;
    URI uri = URI.create(origin.toString());
    try {
      socket = sockets.createSocket(uri.getHost(), uri.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) patience.toMillis());
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An unsigned GET, answered. */
  public Reply get(String target) {
    return send("GET " + target + " HTTP/1.1\r\nHost: " + origin.authority() + "\r\n\r\n").reply();
  }

  /** Sends these bytes as they are. */
  public Wire send(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Wire send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The head of a request, up to and with the blank line. */
  public String head(String method, String target, Headers headers) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("host: ").append(origin.authority()).append("\r\n");
    for (Header line : headers.lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The next answer, with its body. */
  public Reply reply() {
    return reply(true);
  }

  /** The next answer; one to HEAD has no body. */
  public Reply reply(boolean hasBody) {
    try {
      String status = line();
      var lines = new ArrayList<Header>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        lines.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
      Headers headers = Headers.of(lines);
      int code = Integer.parseInt(status.split(" ", 3)[1]);
      int length =
          hasBody && headers.contains("content-length")
              ? Integer.parseInt(headers.combined("content-length"))
              : 0;
      return new Reply(code, headers, in.readNBytes(length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after `" + line + "`");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** All that still comes, until the other side closes. */
  public byte[] rest() {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the other side has closed, once nothing more comes; not if it only keeps silent. */
  public boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
