package dev.entente.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection of the generator: sends a request, then takes in its answer. */
final class Connection {
  private static final int LARGEST_ANSWER = 1 << 18;
  private static final byte[] LENGTH = {
    'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
  };
  private static final int STATUS_AT = 9;
  private static final int UNKNOWN = -1;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);
  private int end = UNKNOWN;
  private int request;
  private long sent;

  Connection(InetSocketAddress address, Selector selector) throws IOException {
    this.channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(int index, byte[] bytes) throws IOException {
    in.clear();
    end = UNKNOWN;
    request = index;
    sent = System.nanoTime();
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out); // smaller than the socket's buffer, so it hardly ever spins
    }
  }

  /** Reads what is there; true when the answer is whole. */
  boolean receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("the server closed a connection in the middle of an answer");
    }
    if (end == UNKNOWN) {
      end = end();
    }
    return end != UNKNOWN && in.position() >= end;
  }

  private int end() {
    byte[] bytes = in.array();
    for (int i = 0; i + 3 < in.position(); i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i + 4 + length(bytes, i);
      }
    }
    return UNKNOWN;
  }

  private static int length(byte[] bytes, int headEnd) {
    for (int i = 0; i < headEnd; i++) {
      if (bytes[i] == '\n' && isLength(bytes, i + 1)) {
        int length = 0;
        for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
          length = bytes[at] == ' ' ? length : 10 * length + bytes[at] - '0';
        }
        return length;
      }
    }
    return 0;
  }

  private static boolean isLength(byte[] bytes, int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      byte lower =
          (byte)
              (bytes[at + i] >= 'A' && bytes[at + i] <= 'Z' ? bytes[at + i] + 32 : bytes[at + i]);
      if (lower != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  int request() {
    return request;
  }

  long sent() {
    return sent;
  }

  boolean isOk() {
    byte[] bytes = in.array();
    return bytes[STATUS_AT] == '2' && bytes[STATUS_AT + 1] == '0' && bytes[STATUS_AT + 2] == '0';
  }

  /** The whole answer. */
  byte[] answer() {
    return Arrays.copyOf(in.array(), end);
  }

  void close() throws IOException {
    channel.close();
  }
}
