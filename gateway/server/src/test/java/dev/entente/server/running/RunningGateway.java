package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.server.http.Limits;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/** A real gateway in this process, on any free port, with real files, ledger and policy. */
public final class RunningGateway implements AutoCloseable {
  /** Impatient, so that tests of slowness are quick. */
  public static final Limits SHORT =
      new Limits(
          100,
          16,
          32,
          64 << 20,
          Duration.ofSeconds(10),
          Duration.ofMillis(700),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          16 << 20,
          Duration.ofSeconds(20));

  private final TinyAlliance alliance;
  private final InstantSource clock;
  private final SocketFactory sockets;
  private final Limits limits;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Gateway gateway;
  private Jwks keys;

  private RunningGateway(
      TinyAlliance alliance, InstantSource clock, SocketFactory sockets, Limits limits) {
    this.alliance = alliance;
    this.clock = clock;
    this.sockets = sockets;
    this.limits = limits;
  }

  public static RunningGateway start(TinyAlliance alliance) {
    return start(alliance, InstantSource.system());
  }

  public static RunningGateway start(TinyAlliance alliance, InstantSource clock) {
    return start(alliance, clock, SocketFactory.getDefault());
  }

  /** Starts one that is called by these sockets, such as those of TLS. */
  static RunningGateway start(TinyAlliance alliance, InstantSource clock, SocketFactory sockets) {
    var running = new RunningGateway(alliance, clock, sockets, SHORT);
    running.start();
    return running;
  }

  /** Starts one that is as patient, and takes as many at once, as these say. */
  public static RunningGateway start(TinyAlliance alliance, Limits limits) {
    var running =
        new RunningGateway(alliance, InstantSource.system(), SocketFactory.getDefault(), limits);
    running.start();
    return running;
  }

  private void start() {
    try {
      gateway = Gateway.start(alliance.read(), limits, clock, talk());
    } catch (StartRefused e) {
      throw new AssertionError(e.getMessage());
    }
    try (var wire = wire()) {
      var jwks = wire.get("/.well-known/jwks.json");
      if (jwks.status() != 200) {
        throw new AssertionError(jwks.status() + " " + jwks.text());
      }
      keys = Jwks.parse(new String(jwks.body(), StandardCharsets.UTF_8));
    }
  }

  private Talk talk() {
    return new Talk() {
      @Override
      public void say(String line) {
        said.add(line);
      }

      @Override
      public void progress(String what, long done, long total) {}
    };
  }

  /** Stops and starts again on the same state; the port is another one. */
  public void restart() {
    gateway.close();
    start();
  }

  /** What was told of the starts. */
  public List<String> said() {
    return said;
  }

  /** What partners sign. */
  public Origin signed() {
    return alliance.read().settings().externalOrigin().orElseGet(this::origin);
  }

  /** Where it listens. */
  public Origin origin() {
    return gateway.address();
  }

  public Origin admin() {
    return gateway.adminAddress();
  }

  public Jwks keys() {
    return keys;
  }

  /** A new connection. */
  public Wire wire() {
    return new Wire(origin(), sockets);
  }

  /** Somebody who signs with this key. */
  public Caller caller(SigningKey key) {
    return new Caller(this, key, clock);
  }

  /** The partner of orchard, which has accepted its terms. */
  public Caller orchard() {
    Caller orchard = caller(alliance.orchard);
    var agreement = orchard.get("/v1/agreements/orchard");
    String hash = agreement.json().get("terms-hash").textValue();
    orchard.post("/v1/agreements/orchard/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    return orchard;
  }

  /** The answer is a 200, signed for this request. */
  void assertAnswers(Reply reply, SentRequest request) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.proof(keys, request)).isInstanceOf(AnswerProof.Addressed.class);
  }

  /** The answer is signed, but for no request: who asked is not known. */
  void assertTellsNobody(Reply reply) {
    assertThat(reply.proof(keys)).isInstanceOf(AnswerProof.Unaddressed.class);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static com.fasterxml.jackson.databind.JsonNode json(byte[] body) {
    return Json.read(body);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
