package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signature-Input and Signature as a whole: how many signatures there are, and whose. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureHeadersTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance = RichAlliance.in(directory);
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private HandMade request() {
    return HandMade.get(gateway, alliance.orchard, AGREEMENT);
  }

  private static String bytes(HandMade request) {
    return ":" + Base64.getEncoder().encodeToString(request.signature()) + ":";
  }

  private void answered(HandMade request, Headers headers, int status, String code) {
    var reply = probe.send(request, request.bytes(headers));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status != 200) {
      assertThat(reply.code()).isEqualTo(code);
    }
  }

  @Test
  void twoSignaturesWithOurTagAreRefusedInOneLineOrInTwo() {
    HandMade request = request();
    String input = request.input();
    String signature = bytes(request);

    answered(
        request,
        Headers.of(
            "signature-input", "a=" + input + ", b=" + input,
            "signature", "a=" + signature + ", b=" + signature),
        401,
        "signature-invalid");
    answered(
        request,
        Headers.of(
            "signature-input", "a=" + input,
            "signature-input", "b=" + input,
            "signature", "a=" + signature,
            "signature", "b=" + signature),
        401,
        "signature-invalid");
  }

  @Test
  void aSignatureWithAnotherTagIsIgnoredBesideOurs() {
    HandMade request = request();
    answered(
        request,
        Headers.of(
            "signature-input", "cdn=(\"@path\");tag=\"cdn\", entente=" + request.input(),
            "signature", "cdn=:AAAA:, entente=" + bytes(request)),
        200,
        "");
  }

  @Test
  void oneHeaderWithoutTheOtherIsNoSignature() {
    HandMade request = request();
    answered(
        request, Headers.of("signature-input", "a=" + request.input()), 401, "signature-missing");
    answered(request, Headers.of("signature", "a=" + bytes(request)), 401, "signature-missing");
    answered(request, Headers.none(), 401, "signature-missing");
    answered(request, Headers.of("signature-input", "", "signature", ""), 401, "signature-missing");
  }

  @Test
  void aSignatureUnderAnotherLabelIsRefused() {
    HandMade request = request();
    answered(
        request,
        Headers.of("signature-input", "a=" + request.input(), "signature", "b=" + bytes(request)),
        401,
        "signature-invalid");
  }

  @Test
  void headersThatAreNoStructuredFieldsAreRefused() {
    for (String nonsense :
        new String[] {"=", "(", "a=(", "a=((\"@method\"))", "a=b;".repeat(2_000)}) {
      HandMade request = request();
      var reply =
          probe.send(
              request,
              request.bytes(Headers.of("signature-input", nonsense, "signature", nonsense)));
      Probe.isRefused(reply, 401, "signature-invalid");
    }
  }

  @Test
  void whatWasSignedForOneTargetOrMethodIsNotGoodForAnother() {
    HandMade request = request();
    byte[] elsewhere =
        new String(request.bytes(), StandardCharsets.ISO_8859_1)
            .replaceFirst(AGREEMENT, AGREEMENT + "/standing")
            .getBytes(StandardCharsets.ISO_8859_1);
    Probe.isRefused(probe.send(request, elsewhere), 401, "signature-invalid");

    HandMade get = request();
    Headers signed = get.signed();
    get.method = "POST";
    Probe.isRefused(probe.send(get, get.bytes(signed)), 401, "signature-invalid");
  }

  @Test
  void theOriginIsTheConfiguredOneWhateverHeadersClaim() {
    HandMade honest = request();
    honest.header("x-forwarded-host", "elsewhere.example").header("x-forwarded-proto", "https");
    assertThat(probe.send(honest).status()).isEqualTo(200);

    HandMade tricked = request();
    tricked.origin = Origin.parse("https://elsewhere.example");
    tricked.header("host", "elsewhere.example").header("x-forwarded-host", "elsewhere.example");
    Probe.isRefused(probe.send(tricked, tricked.bytes()), 401, "signature-invalid");
  }

  @Test
  void aRepeatedHostIsRefused() {
    HandMade request = request();
    request.header("host", gateway.origin().authority());
    request.header("host", gateway.origin().authority());
    byte[] bytes = request.bytes();
    try (var wire = gateway.wire()) {
      var reply = probe.open(wire.send(bytes).reply());
      assertThat(reply.status()).as(reply.text()).isIn(400, 401);
    }
  }

  @Test
  void aRepeatedContentLengthIsRefused() {
    HandMade request =
        HandMade.post(gateway, alliance.orchard, AGREEMENT + "/datasets/accounts/query", "{}");
    byte[] bytes =
        request.bytes(
            request.signed().and(Headers.of("content-length", "2", "content-length", "2")),
            request.body);
    try (var wire = gateway.wire()) {
      var reply = probe.open(wire.send(bytes).reply());
      assertThat(reply.status()).as(reply.text()).isIn(400, 401);
    }
  }
}
