package dev.entente.server.console;

import dev.entente.operator.UnsignedOrder;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sits at a browser: nobody yet, or one of our people; and the orders that wait there for a
 * signature, at most eight. It lives in the browser's session. Thread-safe.
 */
final class Seat {
  static final String KEY = "seat";
  private static final int MOST_WAITING = 8;

  private final Map<String, UnsignedOrder> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UnsignedOrder> eldest) {
          return size() > MOST_WAITING;
        }
      };
  private final Map<String, Flow> flows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Flow> eldest) {
          return size() > MOST_WAITING;
        }
      };
  private @Nullable String operator;

  /** The one of this request's session, or of its token. */
  static Seat of(RoutingContext context) {
    @Nullable Seat brought = context.get(KEY);
    if (brought != null) {
      return brought;
    }
    Session session = context.session();
    @Nullable Seat seat = session.get(KEY);
    if (seat == null) {
      seat = new Seat();
      session.put(KEY, seat);
    }
    return seat;
  }

  /** Who sits at the browser whose session this is. */
  static Optional<String> operator(Session session) {
    @Nullable Seat seat = session.get(KEY);
    return seat == null ? Optional.empty() : seat.operator();
  }

  synchronized Optional<String> operator() {
    return Optional.ofNullable(operator);
  }

  /** For this request alone, which has no session, nobody sits here. */
  static void without(RoutingContext context) {
    context.put(KEY, new Seat());
  }

  /** For this request alone, which has no session, it is that person. */
  static void without(RoutingContext context, String operator) {
    context.put(KEY, taken(operator));
  }

  /** One on which that person sits. */
  static Seat taken(String operator) {
    var seat = new Seat();
    seat.operator = operator;
    return seat;
  }

  /** Signs in, under another session id: one that was known before is worth nothing. */
  static void take(RoutingContext context, String operator) {
    context.session().regenerateId();
    Seat seat = of(context);
    synchronized (seat) {
      seat.operator = operator;
      seat.waiting.clear();
      seat.flows.clear();
    }
  }

  /** Has an order wait for its signature. */
  synchronized String keep(UnsignedOrder order) {
    String id = UUID.randomUUID().toString();
    waiting.put(id, order);
    return id;
  }

  /** Remembers a way to the provider, under a state that nobody guesses. */
  synchronized String keep(Flow flow) {
    String state = UUID.randomUUID().toString();
    flows.put(state, flow);
    return state;
  }

  /** The way that had this state, once. */
  synchronized Optional<Flow> flow(String state) {
    return Optional.ofNullable(flows.remove(state));
  }

  /** The order that waited, once. */
  synchronized Optional<UnsignedOrder> take(String id) {
    return Optional.ofNullable(waiting.remove(id));
  }
}
