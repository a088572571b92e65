package dev.entente.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.entente.server.client.FakeGateway.Spoiled;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.signature.Origin;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerClientTest {
  private final SigningKey key = SigningKey.generate();
  private final FakeGateway gateway = new FakeGateway(key);

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void anAnswerToThisRequestIsRead() {
    gateway.answering(200, Map.of("n", 1));
    try (var client = PartnerClient.connect(gateway.origin(), key)) {
      assertThat(client.post("/v1/x", Map.of("a", "b")))
          .isInstanceOfSatisfying(
              Answered.class,
              answered -> assertThat(answered.document().at("n").integer(0, 9)).isEqualTo(1));
    }
  }

  @Test
  void aRefusalIsReadWithItsCodeAndItsCures() {
    gateway.answering(
        403,
        Map.of(
            "type", "urn:entente:problem:reciprocity-exhausted",
            "detail", "dry",
            "unlock", List.of("contribute")));
    try (var client = PartnerClient.connect(gateway.origin(), key)) {
      assertThat(client.get("/v1/x"))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo("reciprocity-exhausted");
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.unlock()).containsExactly("contribute");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNSIGNED, the answer must have content-digest exactly once",
    "BY_ANOTHER_KEY, which is not a key of the gateway",
    "BODY_CHANGED, content-digest",
    "NOT_ADDRESSED, does not cover the request that it answers",
    "THE_ONE_BEFORE, it answers another request"
  })
  void anAnswerThatIsNotProvedIsNotUsed(Spoiled how, String because) {
    gateway.answering(200, Map.of("n", 1));
    try (var client = PartnerClient.connect(gateway.origin(), key)) {
      client.get("/v1/x");
      gateway.spoiled(how);
      assertThatThrownBy(() -> client.get("/v1/x"))
          .isInstanceOf(NoAnswer.class)
          .hasMessageContaining("nothing in it was used")
          .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase(because));
    }
  }

  @Test
  void aRefusalBeforeTheCallerIsKnownIsBelievedWithoutAnAddress() {
    gateway
        .answering(401, Map.of("type", "urn:entente:problem:signature-stale", "detail", "old"))
        .spoiled(Spoiled.NOT_ADDRESSED);
    try (var client = PartnerClient.connect(gateway.origin(), key)) {
      assertThat(client.get("/v1/x")).isInstanceOf(Refused.class);
    }
  }

  @Test
  void aGatewayThatIsNotThereIsSaidToBe() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var nobody = Origin.parse("http://127.0.0.1:" + free);
    assertThatThrownBy(() -> PartnerClient.connect(nobody, key))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("nothing answers at " + nobody)
        .hasMessageContaining("entente serve DIR");
  }

  @Test
  void aServerThatIsNoGatewayIsSaidToBeNone() throws IOException {
    var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.start();
    try {
      var origin = Origin.parse("http://127.0.0.1:" + other.getAddress().getPort());
      assertThatThrownBy(() -> PartnerClient.connect(origin, key))
          .isInstanceOf(NoAnswer.class)
          .hasMessageContaining("this is not an Entente gateway");
    } finally {
      other.stop(0);
    }
  }
}
