package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.Headers.Header;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many browsers are remembered, and for how long. */
class SessionsTest {
  private static final int FLOOD = 20_000;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private Instant now = Instant.parse("2026-11-26T09:00:00Z");
  private final Sessions sessions = new Sessions(vertx, () -> now);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Session begun() {
    Session session = sessions.createSession(1);
    sessions.put(session).await();
    return session;
  }

  private Session signedIn(String operator) {
    Session session = sessions.createSession(1);
    session.put(Seat.KEY, Seat.taken(operator));
    sessions.put(session).await();
    return session;
  }

  private boolean knows(Session session) {
    return sessions.get(session.id()).await() != null;
  }

  @Test
  void aFloodOfStrangersIsBoundedAndThrowsOutNobodyWhoIsIn() {
    Session ana = signedIn("ana");
    Session first = begun();
    for (int i = 0; i < FLOOD; i++) {
      begun();
    }
    Session last = begun();

    assertThat(sessions.size().await()).isEqualTo(Sessions.MOST_STRANGERS + 1);
    assertThat(knows(ana)).isTrue();
    assertThat(knows(first)).isFalse();
    assertThat(knows(last)).isTrue();
  }

  @Test
  void nobodyTakesThePlaceOfAnother() {
    Session ana = signedIn("ana");
    Session bo = signedIn("bo");
    for (int i = 1; i < Sessions.MOST_OF_ONE; i++) {
      signedIn("bo");
    }
    assertThat(knows(bo)).isTrue();
    signedIn("bo");
    assertThat(List.of(knows(ana), knows(bo))).containsExactly(true, true);
    for (int i = 0; i < Sessions.MOST_OF_ONE; i++) {
      signedIn("bo");
    }
    assertThat(List.of(knows(ana), knows(bo))).containsExactly(true, false);
  }

  @Test
  void whoIsInStaysForAnHourAndWhoIsNotForTenMinutesWithoutARequest() {
    Session ana = signedIn("ana");
    Session stranger = begun();
    now = now.plus(Duration.ofMinutes(9));
    assertThat(List.of(knows(ana), knows(stranger))).containsExactly(true, true);
    now = now.plus(Duration.ofMinutes(9));
    assertThat(List.of(knows(ana), knows(stranger))).containsExactly(true, true);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(List.of(knows(ana), knows(stranger))).containsExactly(true, false);
    now = now.plus(Duration.ofMinutes(59));
    assertThat(knows(ana)).isTrue();
    now = now.plus(Duration.ofHours(1));
    assertThat(knows(ana)).isFalse();
    begun();
    signedIn("bo");
    assertThat(sessions.size().await()).isEqualTo(2);
  }

  @Test
  void overTheWireTooWhoIsInStaysIn() {
    try (var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      var ana = Visitor.of(gateway, "ana");
      String first = session(ask(gateway, ""));
      assertThat(ask(gateway, first).headers().contains("set-cookie")).isTrue();
      assertThat(session(ask(gateway, first))).isEmpty();

      try (var wire = new Wire(gateway.admin())) {
        for (int i = 0; i < FLOOD; i++) {
          assertThat(wire.send(request(gateway, "")).reply().status()).isEqualTo(200);
        }
      }

      assertThat(ana.get("/").text()).contains("Orchard Devices");
      assertThat(session(ask(gateway, first))).isNotEmpty();
      assertThat(Visitor.of(gateway, "bo").get("/").status()).isEqualTo(200);
    }
  }

  private static Reply ask(RunningGateway gateway, String cookie) {
    try (var wire = new Wire(gateway.admin())) {
      return wire.send(request(gateway, cookie)).reply();
    }
  }

  private static String request(RunningGateway gateway, String cookie) {
    return "GET /sign-in HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n"
        .formatted(Person.site(gateway).substring("http://".length()), cookie);
  }

  /** The session that began with this answer; empty if none did. */
  private static String session(Reply reply) {
    return reply.headers().lines().stream()
        .filter(line -> line.name().equalsIgnoreCase("set-cookie"))
        .map(Header::value)
        .filter(it -> it.startsWith("entente-session="))
        .map(it -> it.substring(0, it.indexOf(';')))
        .findFirst()
        .orElse("");
  }
}
