package dev.entente.benchmarks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The same question over one connection that is kept, and its answer unread. */
final class BareCall implements AutoCloseable {
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final byte[] question;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 20);

  BareCall(Path socket, JsonNode input) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    byte[] body = Json.write(Map.of("input", input));
    String head =
        "POST /v1/data/entente/disclosure/decision?provenance=true HTTP/1.1\r\nhost: localhost\r\n"
            + "content-type: application/json\r\ncontent-length: "
            + body.length
            + "\r\n\r\n";
    question =
        ByteBuffer.allocate(head.length() + body.length)
            .put(head.getBytes(StandardCharsets.US_ASCII))
            .put(body)
            .array();
  }

  byte[] ask() throws IOException {
    channel.write(ByteBuffer.wrap(question));
    in.clear();
    while (!isWhole()) {
      if (channel.read(in) < 0) {
        throw new IOException("OPA closed the connection");
      }
    }
    return in.array();
  }

  private boolean isWhole() {
    String head =
        new String(in.array(), 0, Math.min(in.position(), 400), StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    int length = head.indexOf("Content-Length: ");
    if (length >= 0 && length < end) {
      String digits = head.substring(length + 16, head.indexOf('\r', length));
      return in.position() == end + 4 + Integer.parseInt(digits);
    }
    int from = in.position() - LAST_CHUNK.length;
    return Arrays.equals(in.array(), from, in.position(), LAST_CHUNK, 0, LAST_CHUNK.length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
