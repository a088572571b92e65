package dev.entente.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Drives a server by one thread on raw sockets, a closed loop: each connection sends its next
 * request when the answer to the one before is whole. The requests are bytes made beforehand.
 */
final class Generator {
  private static final int SAMPLES = 40;

  private final List<byte[]> requests;
  private final long[] latencies;
  private final int sampled;
  private final Map<Integer, byte[]> samples = new LinkedHashMap<>();
  private int next;
  private int answered;
  private int ok;

  private Generator(List<byte[]> requests) {
    this.requests = requests;
    this.latencies = new long[requests.size()];
    this.sampled = Math.max(1, requests.size() / SAMPLES);
  }

  /**
   * What came of it.
   *
   * @param latencies in nanoseconds, ascending
   * @param ok how many answers had status 200
   * @param samples some of the answers, by their request's place
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Driven(long nanos, long[] latencies, int ok, Map<Integer, byte[]> samples) {
    double perSecond() {
      return latencies.length / (nanos / 1e9);
    }
  }

  /** Sends all requests over so many connections, and returns when all are answered. */
  static Driven drive(URI server, int connections, List<byte[]> requests) throws IOException {
    return new Generator(requests).drive(server, connections);
  }

  private Driven drive(URI server, int wanted) throws IOException {
    var address = new InetSocketAddress(server.getHost(), server.getPort());
    try (Selector selector = Selector.open()) {
      List<Connection> connections = new ArrayList<>();
      for (int i = 0; i < wanted; i++) {
        connections.add(new Connection(address, selector));
      }
      long began = System.nanoTime();
      for (Connection connection : connections) {
        more(connection);
      }
      while (answered < requests.size()) {
        selector.select(key -> ready((Connection) key.attachment()));
      }
      long nanos = System.nanoTime() - began;
      for (Connection connection : connections) {
        connection.close();
      }
      Arrays.sort(latencies);
      return new Driven(nanos, latencies, ok, samples);
    }
  }

  private void ready(Connection connection) {
    try {
      if (connection.receive()) {
        latencies[answered++] = System.nanoTime() - connection.sent();
        ok += connection.isOk() ? 1 : 0;
        if (connection.request() % sampled == 0) {
          samples.put(connection.request(), connection.answer());
        }
        more(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void more(Connection connection) throws IOException {
    if (next < requests.size()) {
      connection.send(next, requests.get(next));
      next++;
    }
  }
}
