package dev.entente.server.joint;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.ReaderSecret;
import dev.entente.ledger.Ledger;
import dev.entente.server.joint.Guests.Guest;
import dev.entente.signature.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in readers of the books by their secret: people by a form, which begins a session, and
 * scripts by a bearer token (RFC 6750), which is shown with each call. What is wrong with a secret
 * is told to nobody, nor which agreements there are. Thread-safe.
 */
final class ReaderDoor {
  /** Where a request holds whom its token let in. */
  private static final String GUEST = "guest";

  private static final String SCHEME = "Bearer ";

  private final Ledger ledger;
  private final Door door;
  private final Door.Shown shown;
  private final InstantSource clock;
  private final Attempts attempts;

  ReaderDoor(Ledger ledger, Door door, Door.Shown shown, InstantSource clock) {
    this.ledger = ledger;
    this.door = door;
    this.shown = shown;
    this.clock = clock;
    this.attempts = new Attempts(clock);
  }

  void route(Router router) {
    router.post(JointPages.PLACE + "/books").handler(this::form);
    router.get(JointPages.PLACE + "/:agreement/v1/*").handler(this::token);
  }

  /** Whom the token of this very request let in. */
  static Optional<Guest> brought(RoutingContext context) {
    return Optional.ofNullable(context.get(GUEST));
  }

  /** What a secret comes to. */
  private sealed interface Tried {
    record Known(AgreementId agreement, Way way) implements Tried {}

    record Unknown() implements Tried {}

    record TooMany() implements Tried {}
  }

  private Tried tried(RoutingContext context, String text) {
    Optional<ReaderSecret> secret = ReaderSecret.parse(text);
    return secret.map(it -> tried(address(context), it)).orElseGet(Tried.Unknown::new);
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }

  /** One at a time, so that none is looked at that others made one too many. */
  private synchronized Tried tried(String address, ReaderSecret secret) {
    var from = new Attempts.From(address, secret.agreement());
    if (attempts.areTooMany(from)) {
      return new Tried.TooMany();
    }
    Sha256 hash = secret.hash();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Optional<Reader> reader =
        ledger.trust().standing(secret.agreement()).flatMap(it -> it.books().reader(hash, today));
    if (reader.isEmpty()) {
      attempts.failed(from);
      return new Tried.Unknown();
    }
    return new Tried.Known(secret.agreement(), new BySecret(reader.get()));
  }

  private void form(RoutingContext context) {
    @Nullable String secret = context.request().getFormAttribute("secret");
    switch (tried(context, secret == null ? "" : secret.strip())) {
      case Tried.Known(var agreement, var way) -> door.letIn(context, agreement, way);
      case Tried.Unknown() ->
          shown.show(
              context,
              401,
              "joint-failure",
              Map.of("status", 401, "detail", "This secret opens no books, or not any more."));
      case Tried.TooMany() -> tooMany(context);
    }
  }

  private void token(RoutingContext context) {
    @Nullable String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME)) {
      context.next();
      return;
    }
    switch (tried(context, header.substring(SCHEME.length()))) {
      case Tried.Known(var agreement, var way) -> {
        Instant now = clock.instant();
        context.put(GUEST, new Guest(agreement, way, now.plus(Guests.SESSION)));
        context.next();
      }
      case Tried.Unknown() -> {
        context.response().putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
        context.fail(401);
      }
      case Tried.TooMany() -> tooMany(context);
    }
  }

  private static void tooMany(RoutingContext context) {
    context.response().putHeader("retry-after", String.valueOf(Attempts.WINDOW.toSeconds()));
    context.fail(429);
  }
}
