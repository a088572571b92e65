package dev.entente.server.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of one event loop, and since when each owes a request's head: from its opening,
 * and again from its last answer. One that owes it for too long is closed, whether it is silent or
 * sends its head byte by byte. Used on its event loop only.
 */
final class Visitors {
  private static final class Visit {
    // Of pipelined requests the next begins before the answer to the one before it is sent.
    private int requests;
    private long waitingSince = System.nanoTime();
    private boolean dismissed;
  }

  private final long headNanos;
  private final Map<HttpConnection, Visit> visits = new HashMap<>();

  Visitors(Duration headTime) {
    this.headNanos = headTime.toNanos();
  }

  void came(HttpConnection connection) {
    visits.put(connection, new Visit());
  }

  void left(HttpConnection connection) {
    visits.remove(connection);
  }

  /** The head of a request is there. */
  void asked(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.requests++;
    }
  }

  /** The answer to a request is sent, or cannot be. */
  void answered(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.requests--;
      visit.waitingSince = System.nanoTime();
    }
  }

  /** Nothing more that it asks is heard: it was told that the connection closes. */
  void dismiss(HttpConnection connection) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.dismissed = true;
    }
  }

  boolean isDismissed(HttpConnection connection) {
    Visit visit = visits.get(connection);
    return visit == null || visit.dismissed;
  }

  /** Closes those that have owed a head for too long. */
  void closeLate() {
    long now = System.nanoTime();
    List<HttpConnection> late =
        visits.entrySet().stream()
            .filter(entry -> entry.getValue().requests == 0)
            .filter(entry -> now - entry.getValue().waitingSince > headNanos)
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(HttpConnection::close);
  }
}
