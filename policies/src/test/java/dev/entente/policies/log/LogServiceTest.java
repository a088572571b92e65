package dev.entente.policies.log;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.entente.policies.log.LogCounts.Loss;
import dev.entente.policies.log.LogService.Bounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real HTTP server that takes decisions, fails, hangs and comes back. */
class LogServiceTest {
  @RegisterExtension
  private static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final Counted counts = new Counted();

  @Test
  void aBatchIsPostedAsAGzippedArray() {
    answers(ok());
    try (var service = service(1 << 20)) {
      service.take(batch("{\"n\":1}", "{\"n\":2}"));
    }
    SERVER.verify(
        1,
        postRequestedFor(urlEqualTo("/base/logs"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withHeader("Content-Encoding", equalTo("gzip")));
    assertThat(bodies()).containsExactly("[{\"n\":1},{\"n\":2}]");
    assertThat(counts.kept()).isEqualTo(2);
    assertThat(counts.lost()).isEmpty();
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of("500", aResponse().withStatus(500)),
        Arguments.of("302", aResponse().withStatus(302).withHeader("location", "/elsewhere")),
        Arguments.of("401", aResponse().withStatus(401)),
        Arguments.of("hangs", ok().withFixedDelay(60_000)),
        Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void whatIsNotTakenIsTriedAgainUntilItIs(String name, ResponseDefinitionBuilder trouble) {
    answers(trouble);
    try (var service = service(1 << 20)) {
      service.take(batch("1"));
      service.take(batch("2"));
      await(() -> requests().size() >= 2);
      assertThat(counts.kept()).isZero();
      answers(ok());
      await(() -> counts.kept() == 2);
      assertThat(bodies().stream().distinct().toList()).containsSequence("[1]", "[2]");
    }
    assertThat(counts.lost()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void whatIsRefusedForGoodDoesNotHoldUpTheRest(int status) {
    answers(aResponse().withStatus(status));
    try (var service = service(1 << 20)) {
      service.take(batch("1", "2"));
      await(() -> counts.lost().equals(Map.of(Loss.REFUSED, 2L)));
      answers(ok());
      service.take(batch("3"));
      await(() -> counts.kept() == 1);
    }
  }

  @Test
  void theOldestGiveWayWhileNobodyTakesThem() {
    answers(aResponse().withStatus(503));
    try (var service = service(10_000)) {
      for (int i = 0; i < 50; i++) {
        service.take(batch(noise(i)));
      }
      assertThat(counts.lost().get(Loss.NOT_SENT)).isBetween(30L, 49L);
      answers(ok());
      await(() -> counts.kept() + counts.lost().get(Loss.NOT_SENT) == 50);
      assertThat(bodies()).contains("[" + noise(49) + "]");
    }
  }

  @Test
  void takingWaitsForNobodyWhileTheServiceHangs() {
    answers(ok().withFixedDelay(60_000));
    try (var service = service(10_000)) {
      long began = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        service.take(batch(noise(i)));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(counts.kept() + counts.lost().get(Loss.NOT_SENT)).isEqualTo(1_000);
  }

  @Test
  void aServiceThatIsNotThereIsTriedAgain() {
    var nobody = new LogService(URI.create("http://127.0.0.1:1"), counts, bounds(1 << 20));
    nobody.take(batch("1"));
    nobody.close();
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.NOT_SENT, 1L));
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    SERVER.resetMappings();
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }

  private LogService service(long bytes) {
    return new LogService(
        URI.create("http://127.0.0.1:" + SERVER.getPort() + "/base/"), counts, bounds(bytes));
  }

  private static Bounds bounds(long bytes) {
    return new Bounds(
        Duration.ofMillis(300),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        bytes);
  }

  private static List<LoggedRequest> requests() {
    return SERVER.findAll(postRequestedFor(anyUrl()));
  }

  private static List<String> bodies() {
    return requests().stream().map(request -> unzipped(request.getBody())).toList();
  }

  /** WireMock undoes the encoding of a request by itself where it knows it. */
  private static String unzipped(byte[] body) {
    if (body.length < 2 || body[0] != 0x1f) {
      return new String(body, UTF_8);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier until) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!until.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Batch batch(String... events) {
    return new Batch(Stream.of(events).map(event -> event.getBytes(UTF_8)).toList());
  }

  private static String noise(int seed) {
    byte[] bytes = new byte[750];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
