package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anyone may read, and what the description of the calls says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicResourcesTest {
  /** The protocol's calls that there are. */
  private static final String[] CALLS = {
    "/v1/agreements/{a}",
    "/v1/agreements/{a}/acceptance",
    "/v1/agreements/{a}/standing",
    "/v1/agreements/{a}/view",
    "/v1/agreements/{a}/datasets",
    "/v1/agreements/{a}/datasets/{d}",
    "/v1/agreements/{a}/datasets/{d}/query",
    "/v1/agreements/{a}/datasets/{d}/exports",
    "/v1/agreements/{a}/datasets/{d}/exports/{export}",
    "/v1/agreements/{a}/datasets/{d}/aggregate",
    "/v1/agreements/{a}/exchanges/{x}/contributions",
    "/v1/agreements/{a}/acknowledgements",
    "/v1/agreements/{a}/entries",
    "/v1/agreements/{a}/entries/{index}/proof",
    "/v1/agreements/{a}/entries/{index}/receipt",
    "/v1/log/checkpoint",
    "/v1/log/tile/{L}/{N}",
    "/v1/log/tile/{L}/{N}.p/{W}",
    "/v1/log/key",
    "/v1/log/witness-key",
    "/add-checkpoint",
    "/.well-known/jwks.json",
    "/healthz",
    "/readyz",
    "/openapi.json"
  };

  /** Codes that partners are not told: those of operators' calls. */
  private static final Set<ProblemCode> NOT_PARTNERS =
      EnumSet.of(ProblemCode.ORDER_REFUSED, ProblemCode.GATES_UNMET);

  private RunningGateway gateway;
  private Caller orchard;

  @BeforeAll
  void start(@TempDir Path directory) {
    gateway = RunningGateway.start(new TinyAlliance(directory));
    orchard = gateway.orchard();
    orchard.post("/v1/agreements/orchard/datasets/accounts/query", "{}");
    orchard.post("/v1/agreements/orchard/datasets/accounts/exports", "{\"records\":1}");
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/healthz",
        "/readyz",
        "/openapi.json",
        "/.well-known/jwks.json",
        "/v1/log/checkpoint",
        "/v1/log/key",
        "/v1/log/witness-key",
        "/v1/log/tile/0/000.p/1"
      })
  void anyoneMayReadItSignedOrNot(String target) {
    try (var wire = gateway.wire()) {
      Reply open = wire.get(target);
      assertThat(open.status()).isEqualTo(200);
      assertThat(open.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
    }
    assertThat(orchard.get(target).status()).isEqualTo(200);
  }

  @Test
  void aSignatureOnAPublicResourceIsVerifiedAndItsNonceSpent() {
    SentRequest request = orchard.signed("GET", "/healthz", Headers.none(), new byte[0]);
    SentRequest other = orchard.signed("GET", "/readyz", Headers.none(), new byte[0]);
    try (var wire = gateway.wire()) {
      wire.send(Caller.bytes(wire, request, "/healthz"));
      assertThat(wire.reply().status()).isEqualTo(200);
      wire.send(Caller.bytes(wire, request, "/healthz"));
      assertThat(wire.reply().code()).isEqualTo("signature-replayed");
      wire.send(Caller.bytes(wire, other, "/healthz"));
      assertThat(wire.reply().code()).isEqualTo("signature-invalid");
    }
  }

  @Test
  void theCheckpointIsSignedByTheKeyBesideIt() {
    try (var wire = gateway.wire()) {
      var key = VerifierKey.parse(wire.get("/v1/log/key").text().strip());
      var note = Note.parse(wire.get("/v1/log/checkpoint").body());
      assertThat(Checkpoint.open(note, key, NoteVerifier.ofPlatform()).size()).isGreaterThan(3);
    }
  }

  @Test
  void theKeySetSaysWhatEachKeyIsFor() {
    try (var wire = gateway.wire()) {
      JsonNode key = wire.get("/.well-known/jwks.json").json().at("/keys/0");
      assertThat(key.get("kid").textValue())
          .isEqualTo(gateway.keys().keys().iterator().next().id().toString());
      assertThat(key.get("alg").textValue()).isEqualTo("EdDSA");
      assertThat(key.get("use").textValue()).isEqualTo("sig");
      assertThat(key.has("d")).isFalse();
    }
  }

  @Test
  void theOperatorsListenerTellsOnlyHowTheGatewayDoes() {
    try (var wire = new Wire(gateway.admin())) {
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
      assertThat(wire.get("/readyz").json().at("/parts/ledger").textValue()).isEqualTo("ready");
      assertThat(wire.get("/v1/log/checkpoint").status()).isEqualTo(404);
      Reply call = orchardCallOn(wire);
      assertThat(call.status()).isEqualTo(404);
      assertThat(call.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
    }
  }

  private Reply orchardCallOn(Wire wire) {
    String target = "/v1/agreements/orchard";
    SentRequest request = orchard.signed("GET", target, Headers.none(), new byte[0]);
    return wire.send(Caller.bytes(wire, request, target)).reply();
  }

  @Test
  void theDescriptionOfTheCallsIsWhatIsAnswered() {
    JsonNode paths;
    try (var wire = gateway.wire()) {
      paths = wire.get("/openapi.json").json().get("paths");
    }
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String target = concrete(path.getKey());
      for (String method : new String[] {"get", "head", "post", "put", "patch", "delete"}) {
        byte[] body =
            Set.of("get", "head").contains(method) ? new byte[0] : RunningGateway.utf8("{}");
        Headers headers = body.length == 0 ? Headers.none() : Caller.json();
        Reply reply = orchard.call(method.toUpperCase(Locale.ROOT), target, headers, body);
        JsonNode operation = path.getValue().get(method);
        String call = method + " " + path.getKey();
        if (operation == null) {
          assertThat(reply.status()).as(call).isEqualTo(405);
        } else {
          JsonNode described = operation.at("/responses/" + reply.status());
          assertThat(described.isMissingNode()).as(call + " " + reply.status()).isFalse();
          assertThat(reply.status()).as(call).isNotIn(404, 405);
          if (reply.status() == 200 && !method.equals("head")) {
            assertThat(reply.headers().combined("content-type"))
                .as(call)
                .startsWith(described.get("content").fieldNames().next());
          }
        }
        assertThat(isOpen(target)).as(call).isEqualTo(isDescribedOpen(path.getValue()));
      }
    }
    assertThat(paths.propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrder(CALLS);
  }

  @Test
  void theDescriptionNamesEveryProblemAndEveryStatusOfOne() {
    JsonNode api;
    try (var wire = gateway.wire()) {
      api = wire.get("/openapi.json").json();
    }
    assertThat(
            api.at("/components/schemas/Problem/properties/type/enum")
                .valueStream()
                .map(JsonNode::textValue))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.copyOf(NOT_PARTNERS)).stream()
                .map(ProblemCode::type)
                .toList());
    var statuses = api.findValues("responses").stream().flatMap(JsonNode::propertyStream);
    assertThat(
            statuses.map(Map.Entry::getKey).filter(status -> status.matches("[45].*")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.copyOf(NOT_PARTNERS)).stream()
                .map(code -> String.valueOf(code.status()))
                .distinct()
                .toList());
  }

  private boolean isOpen(String target) {
    try (var wire = gateway.wire()) {
      return wire.get(target).status() == 200;
    }
  }

  private static boolean isDescribedOpen(JsonNode path) {
    return path.at("/get/security/0").isObject();
  }

  private static String concrete(String path) {
    return path.replace("{a}", "orchard")
        .replace("{d}", "accounts")
        .replace("{x}", "campaigns")
        .replace("{index}", "7") // the release
        .replace("{export}", "8")
        .replace("{L}", "0")
        .replace("/{N}.p", "/000.p")
        .replace("{W}", "1")
        .replace("/tile/0/{N}", "/tile/0/000.p/2");
  }
}
