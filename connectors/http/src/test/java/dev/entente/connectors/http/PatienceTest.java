package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.entente.catalog.Filter.Operator;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Source;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the gateway asks an API again, when it does not, and when it stops. */
class PatienceTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  /** Answers so once, and with records from then on. */
  private void once(ResponseDefinitionBuilder answer) {
    shop.server.stubFor(
        get(urlPathEqualTo("/companies"))
            .inScenario("once")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(answer)
            .willSetStateTo("later"));
    shop.server.stubFor(
        get(urlPathEqualTo("/companies"))
            .inScenario("once")
            .whenScenarioStateIs("later")
            .willReturn(okJson(Shop.TWO)));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void aServerThatIsBusyIsAskedAgain(int status) {
    once(aResponse().withStatus(status));
    shop.open();
    assertThat(shop.findings).isEmpty();
    assertThat(shop.asked()).isEqualTo(2);
  }

  @Test
  void itIsAskedAgainNoSoonerThanItSays() {
    once(aResponse().withStatus(429).withHeader("Retry-After", "1"));
    long begun = System.nanoTime();
    shop.open();
    assertThat(shop.findings).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "Tue, 31 Dec 2999 23:59:59 GMT"})
  void whereThatIsTooLateItIsNotAskedAgainAndTheCallerMayBeToldWhen(String later) {
    shop.answer(aResponse().withStatus(503).withHeader("Retry-After", later));
    Source source = shop.open();
    assertThat(shop.asked()).isEqualTo(1);
    assertThatThrownBy(() -> source.read(Shop.everything()))
        .isInstanceOfSatisfying(
            Unavailable.class,
            e ->
                assertThat(e.after())
                    .isPresent()
                    .hasValueSatisfying(
                        it -> assertThat(it).isGreaterThan(Duration.ofSeconds(50))));
  }

  @Test
  void untilThenItIsNotAskedAndWhatIsKnownServes() throws Exception {
    shop.location.put("parameters", Map.of("name", "name"));
    shop.location.put("fresh", 60);
    shop.answer(Shop.TWO);
    Source source = shop.open();
    shop.answer(aResponse().withStatus(429).withHeader("Retry-After", "4"));
    for (String name : new String[] {"A", "A", "B", "C"}) {
      assertThatThrownBy(() -> source.read(Shop.where("name", Operator.EQUAL, name)))
          .hasMessageContaining("answers 429")
          .isInstanceOfSatisfying(
              Unavailable.class,
              e -> assertThat(e.after().orElseThrow()).isBetween(ofMillis(1), ofSeconds(4)));
      assertThatThrownBy(source::look).hasMessageContaining("answers 429");
    }
    assertThat(shop.asked()).isEqualTo(2);
    assertThat(source.read(Shop.everything()).rows()).as("known from before").hasSize(2);
    shop.answer(Shop.TWO);
    Thread.sleep(4_100);
    assertThat(source.read(Shop.where("name", Operator.EQUAL, "Beta")).rows()).hasSize(1);
    assertThat(shop.asked()).isEqualTo(3);
  }

  @Test
  void aLookReadsNoRecordsAndSeesWhatCameOfAReadJustNow() {
    shop.answer(okJson("[").withStatus(200));
    Source source = shop.open();
    assertThat(shop.findings).singleElement().asString().contains("ends too early");
    assertThatThrownBy(source::look).hasMessageContaining("ends too early");
    shop.answer(Shop.TWO);
    assertThat(source.read(Shop.everything()).rows()).hasSize(2);
    assertThat(source.look()).isTrue();
    assertThat(shop.asked()).isEqualTo(2);
  }

  @Test
  void whatIsReadAgainWithinAShortTimeIsReadOnce() {
    shop.answer(Shop.TWO);
    Source source = shop.open();
    for (int i = 0; i < 3; i++) {
      source.read(Shop.everything());
      source.read(Shop.where("name", Operator.GREATER, "B"));
    }
    assertThat(shop.asked()).isEqualTo(1);
  }

  @Test
  void whereNothingMayBeOldItIsReadEachTime() {
    shop.location.put("fresh", 0);
    shop.answer(Shop.TWO);
    Source source = shop.open();
    source.read(Shop.everything());
    shop.answer("[]");
    assertThat(source.read(Shop.everything()).rows()).isEmpty();
    assertThat(shop.asked()).isEqualTo(3);
  }

  @Test
  void whatIsAskedForBySeveralParametersIsKeptApart() {
    shop.location.put("parameters", Map.of("name", "n", "employees", "e"));
    shop.answer(Shop.TWO);
    Source source = shop.open();
    for (String name : new String[] {"Alpha", "Beta", "a&b=c d"}) {
      source.read(Shop.where("name", Operator.EQUAL, name));
      source.read(Shop.where("name", Operator.IN, name));
    }
    source.read(Shop.where("name", Operator.NOT_EQUAL, "Alpha"));
    source.read(Shop.where("name", Operator.IN, "Alpha", "Beta"));
    source.read(Shop.where("employees", Operator.EQUAL, 10L));
    assertThat(
            shop.server.getAllServeEvents().stream().map(it -> it.getRequest().getUrl()).toList())
        .containsExactlyInAnyOrder(
            "/companies",
            "/companies?n=Alpha",
            "/companies?n=Beta",
            "/companies?n=a%26b%3Dc%20d",
            "/companies?e=10");
  }

  @Test
  void readersWhoWantTheSameAtATimeCauseOneWalk() throws Exception {
    shop.answer(Shop.TWO);
    shop.location.put("fresh", 1);
    Source source = shop.open();
    Thread.sleep(1_100);
    shop.answer(okJson(Shop.TWO).withFixedDelay(300));
    var threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.startVirtualThread(() -> source.read(Shop.everything()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shop.asked()).isEqualTo(2);
  }

  /** The server notices: its client has closed the connection. */
  @Test
  void whoeverLeavesLastEndsWhatIsUnderWay() throws Exception {
    shop.answer(Shop.TWO);
    Source source = shop.open();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      shop.limits = new Limits(8, 16, Duration.ofSeconds(30), 1_000, 1 << 20);
      shop.location.put("url", "http://127.0.0.1:" + server.getLocalPort() + "/");
      shop.location.put("fresh", 60);
      var failures = new LinkedBlockingQueue<String>();
      Thread opening =
          Thread.startVirtualThread(
              () -> {
                shop.open();
                failures.addAll(shop.findings);
              });
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(5_000);
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        while (!in.readLine().isEmpty()) {}
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n["
                    .getBytes(UTF_8));
        Thread.sleep(200);
        opening.interrupt();
        assertThat(in.read()).as("the end of the connection").isNegative();
        assertThat(failures.poll(5, TimeUnit.SECONDS)).endsWith("was not waited for");
      }
    }
    assertThat(source.read(Shop.everything()).rows()).as("another source").hasSize(2);
  }
}
