package dev.entente.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.exchange.Answer;
import dev.entente.server.running.TestCertificate;
import dev.entente.server.running.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many connections there may be, and how long one may take to say what it wants. */
@Timeout(60)
class ConnectionLimitsTest {
  private static final Answer OK = Answer.json(Map.of());
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void oneMoreThanThereMayBeIsClosedAndAPlaceGivenBackIsTaken() {
    try (var listening = new Listening(Listening.connections(2), _ -> OK);
        var first = listening.wire()) {
      try (var second = listening.wire()) {
        assertThat(first.get("/").status()).isEqualTo(200);
        assertThat(second.get("/").status()).isEqualTo(200);
        try (var third = listening.wire()) {
          assertThat(third.isClosed()).isTrue();
        }
        assertThat(first.get("/").status()).isEqualTo(200);
      }
      Awaitility.await()
          .ignoreException(UncheckedIOException.class)
          .until(
              () -> {
                try (var fourth = listening.wire()) {
                  return fourth.get("/").status() == 200;
                }
              });
    }
  }

  @Test
  void oneThatBringsNothingIsClosed() {
    try (var listening = new Listening(Listening.headTime(400), _ -> OK);
        var wire = listening.wire()) {
      assertThat(timeToClose(wire)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }
  }

  @Test
  void oneWhoseHeadComesLineByLineForEverIsClosed() {
    try (var listening = new Listening(Listening.headTime(400), _ -> OK);
        var wire = listening.wire()) {
      wire.send("GET / HTTP/1.1\r\nHost: a\r\n");
      long began = System.nanoTime();
      assertThatThrownBy(() -> trickle(wire)).isInstanceOf(UncheckedIOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  private static void trickle(Wire wire) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      wire.send("X: a\r\n");
      Thread.sleep(50);
    }
  }

  @Test
  void oneThatDoesNotAgreeOnTlsIsClosed(@TempDir Path directory) throws IOException {
    var certificate = TestCertificate.make(directory, "EC");
    Path chain = Files.writeString(directory.resolve("cert.pem"), certificate.certificate());
    Path key = Files.writeString(directory.resolve("key.pem"), certificate.key());
    var tls = Optional.of(new Place.Pem(chain, key));
    try (var listening = new Listening(Listening.headTime(400), tls, _ -> OK);
        var wire = listening.wire()) {
      assertThat(timeToClose(wire)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }
  }

  @Test
  void oneIsKeptFromRequestToRequestAndThenClosed() throws InterruptedException {
    try (var listening = new Listening(Listening.headTime(1_000), _ -> OK);
        var wire = listening.wire()) {
      for (int i = 0; i < 5; i++) {
        assertThat(wire.get("/").status()).isEqualTo(200);
        Thread.sleep(400);
      }
      assertThat(timeToClose(wire)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void oneThatWaitsForItsAnswerIsNotClosed() {
    try (var listening = new Listening(Listening.headTime(200), _ -> afterASecond());
        var wire = listening.wire()) {
      assertThat(wire.get("/").status()).isEqualTo(200);
      wire.send(GET + GET);
      assertThat(wire.reply().status()).isEqualTo(200);
      assertThat(wire.reply().status()).isEqualTo(200);
    }
  }

  private static Answer afterASecond() {
    try {
      Thread.sleep(1_000);
      return OK;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHeadOfFifteenKilobytesIsReadAndOneOfSeventeenIsRefusedWith431() {
    try (var listening = new Listening(Listening.WIDE, _ -> OK)) {
      try (var wire = listening.wire()) {
        assertThat(wire.send(head(15 << 10)).reply().status()).isEqualTo(200);
      }
      try (var wire = listening.wire()) {
        assertThat(wire.send(head(17 << 10)).reply().status()).isEqualTo(431);
        assertThat(wire.isClosed()).isTrue();
      }
    }
  }

  /** In lines none of which is long. */
  private static String head(int bytes) {
    var head = new StringBuilder("GET / HTTP/1.1\r\nHost: a\r\n");
    while (head.length() < bytes) {
      head.append("X: ").append("a".repeat(100)).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static Duration timeToClose(Wire wire) {
    long began = System.nanoTime();
    assertThat(wire.isClosed()).isTrue();
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
