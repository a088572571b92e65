package dev.entente.server.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.LocalSessionStore;
import io.vertx.ext.web.sstore.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The browsers' sessions, in memory. One in which somebody is signed in ends after an hour without
 * a request (NIST SP 800-63B-4, section 2.2.3), and each person has 32 at most. One in which nobody
 * is ends after ten minutes, the time that it takes to sign in, and there are 1,000 at most. Where
 * there is one too many, the one goes that was used longest ago; those of our people and of
 * strangers never take each other's place. Thread-safe.
 */
final class Sessions implements SessionStore {
  static final Duration SIGNED_IN = Duration.ofHours(1);
  static final Duration SIGNING_IN = Duration.ofMinutes(10);
  static final int MOST_STRANGERS = 1_000;
  static final int MOST_OF_ONE = 32;

  private record Kept(Session session, Optional<String> operator, Instant until) {}

  // In the order in which they were used last, which is that in which they end.
  private final SequencedMap<String, Kept> strangers = new LinkedHashMap<>();
  private final SequencedMap<String, Kept> people = new LinkedHashMap<>();
  private final SessionStore maker;
  private final InstantSource clock;

  Sessions(Vertx vertx, InstantSource clock) {
    this.maker = LocalSessionStore.create(vertx);
    this.clock = clock;
  }

  @Override
  public SessionStore init(Vertx vertx, JsonObject options) {
    return this;
  }

  @Override
  public long retryTimeout() {
    return 0;
  }

  @Override
  public Session createSession(long timeout) {
    return maker.createSession(timeout);
  }

  @Override
  public Session createSession(long timeout, int length) {
    return maker.createSession(timeout, length);
  }

  @Override
  public synchronized Future<@Nullable Session> get(String id) {
    Optional<Session> found =
        Optional.ofNullable(people.get(id))
            .or(() -> Optional.ofNullable(strangers.get(id)))
            .filter(it -> clock.instant().isBefore(it.until()))
            .map(Kept::session);
    found.ifPresent(this::keep);
    return Future.succeededFuture(found.orElse(null));
  }

  @Override
  public synchronized Future<Void> put(Session session) {
    keep(session);
    return Future.succeededFuture();
  }

  private void keep(Session session) {
    remove(session.id());
    Instant now = clock.instant();
    Optional<String> operator = Seat.operator(session);
    var kept = new Kept(session, operator, now.plus(operator.isPresent() ? SIGNED_IN : SIGNING_IN));
    SequencedMap<String, Kept> all = operator.isPresent() ? people : strangers;
    while (!all.isEmpty() && !now.isBefore(all.firstEntry().getValue().until())) {
      all.pollFirstEntry();
    }
    operator.ifPresentOrElse(this::makeRoomFor, this::makeRoom);
    all.put(session.id(), kept);
  }

  private void makeRoom() {
    if (strangers.size() >= MOST_STRANGERS) {
      strangers.pollFirstEntry();
    }
  }

  private void makeRoomFor(String operator) {
    var same =
        people.entrySet().stream()
            .filter(it -> it.getValue().operator().filter(operator::equals).isPresent())
            .map(Map.Entry::getKey)
            .toList();
    if (same.size() >= MOST_OF_ONE) {
      people.remove(same.getFirst());
    }
  }

  @Override
  public synchronized Future<Void> delete(String id) {
    remove(id);
    return Future.succeededFuture();
  }

  private void remove(String id) {
    strangers.remove(id);
    people.remove(id);
  }

  @Override
  public synchronized Future<Void> clear() {
    strangers.clear();
    people.clear();
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Integer> size() {
    return Future.succeededFuture(strangers.size() + people.size());
  }

  @Override
  public void close() {
    maker.close();
  }
}
