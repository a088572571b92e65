package dev.entente.server.http;

import dev.entente.signature.Sender;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections of one event loop, who waits on each for an answer, and since when each owes a
 * request's head: from its opening, and again from its last answer. One that owes it for too long
 * is closed, whether it is silent or sends its head byte by byte. Used on its event loop only.
 */
final class Visitors {
  private static final class Visit {
    // Of pipelined requests the next begins before the answer to the one before it is sent.
    private final Set<Sender> senders = new HashSet<>();
    // What is done for it beyond its answer ends with the connection too.
    private Sender last = new Sender();
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

  /** The connection is closed, and nobody waits on it any more. */
  void left(HttpConnection connection) {
    Visit visit = visits.remove(connection);
    if (visit != null) {
      visit.senders.forEach(Sender::leave);
      visit.last.leave();
    }
  }

  /** The head of a request is there. */
  void asked(HttpConnection connection, Sender sender) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.senders.add(sender);
    }
  }

  /** The answer to a request is sent, or cannot be. */
  void answered(HttpConnection connection, Sender sender) {
    Visit visit = visits.get(connection);
    if (visit != null) {
      visit.senders.remove(sender);
      visit.last = sender;
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
            .filter(entry -> entry.getValue().senders.isEmpty())
            .filter(entry -> now - entry.getValue().waitingSince > headNanos)
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(HttpConnection::close);
  }
}
