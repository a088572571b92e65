package dev.entente.connectors.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What answers at the address is no Trino, or one that was taken over. */
final class StrangeServerTest {
  private static final Limits SHORT =
      new Limits(2, 2, Duration.ofSeconds(1), 1000, Limits.USUAL.bytes());

  private final AtomicInteger elsewhereCalls = new AtomicInteger();
  private HttpServer server;
  private HttpServer elsewhere;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(loopback(), 0);
    elsewhere = HttpServer.create(loopback(), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          elsewhereCalls.incrementAndGet();
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    server.start();
    elsewhere.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    elsewhere.stop(0);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static String origin(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answers(int status, String location, String body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private String refused(int port) {
    Things things =
        new Things("jdbc:trino://127.0.0.1:" + port, "a.b.c").limits(SHORT).field("id", "integer");
    Instant start = Instant.now();
    Throwable refusal = catchThrowable(things::open);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(refusal).isInstanceOf(Unavailable.class).hasNoCause();
    assertThat(refusal.getMessage())
        .startsWith("dataset `things` cannot be read: Trino ")
        .doesNotContain("hush", "SHOW", "SELECT", "jdbc");
    return refusal.getMessage();
  }

  private String refused() {
    return refused(server.getAddress().getPort());
  }

  private static String results(String nextUri) {
    return """
    {"id": "20260101_000000_00000_aaaaa", "infoUri": "%1$s", "nextUri": "%1$s",
     "stats": {"state": "QUEUED", "queued": true, "scheduled": false, "nodes": 0,
      "totalSplits": 0, "queuedSplits": 0, "runningSplits": 0, "completedSplits": 0,
      "cpuTimeMillis": 0, "wallTimeMillis": 0, "queuedTimeMillis": 0, "elapsedTimeMillis": 0,
      "processedRows": 0, "processedBytes": 0, "physicalInputBytes": 0,
      "physicalWrittenBytes": 0, "peakMemoryBytes": 0, "spilledBytes": 0}, "warnings": []}
    """
        .formatted(nextUri);
  }

  @Test
  void theNextPartOfAResultIsNotFetchedElsewhere() {
    answers(200, "", results(origin(elsewhere) + "/v1/statement/queued/1"));
    assertThat(refused()).contains("ProtocolException");
    assertThat(elsewhereCalls).hasValue(0);
  }

  @Test
  void aRedirectIsNotFollowed() {
    for (int status : new int[] {301, 302, 307, 308}) {
      server.stop(0);
      try {
        start();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      answers(status, origin(elsewhere) + "/v1/statement", "");
      refused();
      assertThat(elsewhereCalls).as("" + status).hasValue(0);
    }
  }

  @Test
  void whatIsNoTrinoIsNotQuoted() {
    answers(200, "", "<html>hush</html>");
    assertThat(refused()).contains("JsonParseException; see that `url`");
  }

  @Test
  void whoLetsNobodyInIsNotQuoted() {
    answers(401, "", "hush");
    assertThat(refused())
        .contains("; see that `url`, `user` and `password-file` are those of a Trino");
  }

  @Test
  void anErrorIsToldByItsNameAndTheQuerysId() {
    answers(
        200,
        "",
        results(origin(server))
            .replaceFirst("\"nextUri\": \"[^\"]*\",", "")
            .replace(
                "\"warnings\"",
                """
                "error": {"message": "hush", "errorCode": 4, "errorName": "PERMISSION_DENIED",
                 "errorType": "USER_ERROR", "failureInfo": {"type": "hush", "message": "hush",
                 "suppressed": [], "stack": []}}, "warnings\"\
                """));
    assertThat(refused())
        .contains("Trino says PERMISSION_DENIED of query 20260101_000000_00000_aaaaa; give a");
  }

  @Test
  void oneThatNeverAnswersIsNotWaitedForLong() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(refused(silent.getLocalPort())).contains("SocketTimeoutException");
    }
  }

  @Test
  void oneThatIsNotThereIsToldAsThat() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(refused(port)).contains("ConnectException");
  }
}
