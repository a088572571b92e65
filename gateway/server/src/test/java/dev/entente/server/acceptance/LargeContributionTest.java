package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contributions as large as they may be, to the real program with a heap of 256 or 512 MB. */
@Tag("long")
@Timeout(300)
class LargeContributionTest {
  private static final String CAMPAIGNS =
      "/v1/agreements/orchard/exchanges/campaigns/contributions";
  private static final int MOST = 16 << 20;

  /** How records are written, a line each, and what breaks the last. */
  enum Format {
    JSON("application/json", "{\"records\":[\n", "{\"campaign\":\"%s\",\"spend\":3},\n", "]}"),
    NDJSON("application/x-ndjson", "", "{\"campaign\":\"%s\",\"spend\":3}\n", ""),
    CSV("text/csv", "campaign,spend\n", "%s,3\n", "");

    private final String mediaType;
    private final String head;
    private final String row;
    private final String foot;

    Format(String mediaType, String head, String row, String foot) {
      this.mediaType = mediaType;
      this.head = head;
      this.row = row;
      this.foot = foot;
    }

    /** A record of another form than the exchange asks for. */
    private String bad() {
      return this == CSV ? "c1" : "7";
    }

    /** What no reader makes a record of. */
    private String broken() {
      return this == CSV ? "c1,\"3" : "{\"campaign\":\"c1\",\"spend\":";
    }

    /** A body of so many bytes, whose last record is given. */
    private Body body(int bytes, int nameLength, String last) {
      var text = new StringBuilder(bytes).append(head);
      String name = "x".repeat(nameLength);
      int room = bytes - last.length() - foot.length();
      int rows = 0;
      for (String row = row(name, 0); text.length() + row.length() <= room; ) {
        text.append(row);
        row = row(name, ++rows);
      }
      text.append("\n".repeat(room - text.length())).append(last).append(foot);
      assertThat(text).hasSize(bytes);
      return new Body(text.toString(), rows);
    }

    private String row(String name, int number) {
      return row.formatted("c%06d".formatted(number) + name);
    }
  }

  private record Body(String text, int rows) {}

  @TempDir private static Path directory;
  private static TinyAlliance alliance;
  private static ServeProcess serve;
  private static Load load;

  @BeforeAll
  static void start() {
    alliance = RichAlliance.in(directory);
    serve = ServeProcess.start(directory);
    load = new Load(serve.origin(), alliance.orchard);
    load.accept();
  }

  @AfterAll
  static void stop() {
    serve.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatBreaksInItsLastRowTakesNothing(Format format) throws IOException {
    List<Path> before = received();
    Body body = format.body(MOST, 80, format.broken());

    Reply reply = contribute(format, "broken-" + format, body.text());

    Probe.isRefused(reply, 400, "record-malformed");
    assertThat(reply.json().get("position").intValue())
        .isEqualTo((int) body.text().lines().count());
    assertThat(received()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void ofOneWhoseLastRecordIsBadOnlyThatIsLost(Format format) throws IOException {
    int before = received().size();
    Body body = format.body(MOST, 80, format.bad());

    Reply reply = contribute(format, "bad-" + format, body.text());

    assertThat(reply.status()).as(reply::text).isEqualTo(200);
    JsonNode records = reply.json().get("records");
    assertThat(records).hasSize(body.rows() + 1);
    assertThat(records.get(body.rows() - 1).get("fate").textValue()).isIn("accepted", "duplicate");
    assertThat(records.get(body.rows()).get("fate").textValue()).isEqualTo("invalid");
    assertThat(received()).hasSize(before + 1).noneMatch(file -> file.endsWith(".held"));
  }

  @ParameterizedTest
  @EnumSource
  void oneByteMoreIsTooLarge(Format format) throws IOException {
    List<Path> before = received();
    Body body = format.body(MOST + 1, 80, format.row("", 0).replace(",\n", "\n"));
    Probe.isRefused(contribute(format, "large-" + format, body.text()), 413, "too-large");
    assertThat(received()).isEqualTo(before);
  }

  /** As many small records as fit, from more senders than are served at once, with 512 MB. */
  @Test
  void eightAtOnceAreAnsweredInABoundedHeap(@TempDir Path other) throws Exception {
    TinyAlliance small = RichAlliance.in(other);
    try (var serve = ServeProcess.start(other, "512m");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var load = new Load(serve.origin(), small.orchard);
      load.accept();
      String body = Format.NDJSON.body(MOST, 3, Format.NDJSON.row("", 0)).text();
      List<Future<Reply>> replies =
          IntStream.range(0, 8)
              .mapToObj(i -> request(serve, small, Format.NDJSON, "many-" + i, body))
              .map(request -> threads.submit(() -> patient(serve, request)))
              .toList();
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).isEqualTo(200);
        assertThat(reply.get().json().get("records").size()).isGreaterThan(400_000);
      }
    }
  }

  private static Reply patient(ServeProcess serve, HandMade request) {
    try (var wire = new Wire(serve.origin(), Duration.ofMinutes(2))) {
      return wire.send(request.bytes()).reply();
    }
  }

  private static Reply contribute(Format format, String key, String body) {
    HandMade request = request(serve, alliance, format, key, body);
    return new Probe(serve.origin(), load.keys()).held(request.sent(), patient(serve, request));
  }

  private static HandMade request(
      ServeProcess serve, TinyAlliance alliance, Format format, String key, String body) {
    HandMade request = HandMade.post(serve.origin(), alliance.orchard, CAMPAIGNS, body);
    request.only("content-type", format.mediaType);
    request.header("idempotency-key", key).components.add("idempotency-key");
    return request;
  }

  private static List<Path> received() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("state/received"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
