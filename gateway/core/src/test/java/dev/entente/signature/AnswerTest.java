package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.problem.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Instant NOW = Instant.ofEpochSecond(Draft.NOW);
  private static final byte[] BODY = "{\"records\": []}".getBytes(StandardCharsets.UTF_8);
  private static final Content CONTENT = Content.of(BODY);
  private static final String JSON = "application/json";

  private final SigningKey partner = SigningKey.generate();
  private final SigningKey gateway = SigningKey.generate();
  private final RequestSigner requests = new RequestSigner(partner, () -> NOW);
  private final AnswerSigner answers = new AnswerSigner(gateway, () -> NOW);
  private final AnswerVerifier verifier = new AnswerVerifier(Jwks.of(gateway.publicKey()));

  private SentRequest sent(String method, String body) {
    var headers = Headers.of("Content-Type", JSON, "Idempotency-Key", "k");
    var head = RequestHead.of(method, Draft.ORIGIN, "/v1/agreements/halden?a=b", headers);
    return requests.sign(head, body.getBytes(StandardCharsets.UTF_8));
  }

  private VerifiedHead verified(SentRequest sent) {
    var outcome =
        new RequestVerifier(Jwks.of(partner.publicKey()), new RememberedNonces(), () -> NOW)
            .verify(new SignedRequest(sent.head(), Body.of(sent.body())));
    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    return ((Outcome.Passed<VerifiedHead>) outcome).value();
  }

  private static ReceivedAnswer received(Headers signature) {
    return received(200, JSON, BODY, signature);
  }

  private static ReceivedAnswer received(int status, String type, byte[] body, Headers signature) {
    return new ReceivedAnswer(status, Headers.of("Content-Type", type).and(signature), body);
  }

  private void unproved(AnswerProof proof, String because) {
    assertThat(proof)
        .isInstanceOfSatisfying(
            AnswerProof.Unproved.class, not -> assertThat(not.because()).contains(because));
  }

  @Test
  void anAnswerIsProvedToAnswerItsRequest() {
    for (String body : new String[] {"{}", ""}) {
      var sent = sent("POST", body);
      var answer = received(answers.sign(verified(sent), 200, JSON, CONTENT));
      assertThat(verifier.verify(sent, answer))
          .isInstanceOfSatisfying(
              AnswerProof.Addressed.class,
              proof -> {
                assertThat(proof.key()).isEqualTo(gateway.id());
                assertThat(proof.created()).isEqualTo(NOW);
              });
    }
  }

  @Test
  void theSignatureCoversExactlyWhatTheProtocolSays() {
    var sent = sent("POST", "{}");
    String parameters =
        ";created=1800000000;keyid=\"" + gateway.id() + "\";nonce=\"" + sent.nonce() + "\"";
    assertThat(answers.sign(verified(sent), 200, JSON, CONTENT).combined("signature-input"))
        .isEqualTo(
            "entente=(\"@status\" \"content-type\" \"content-digest\" \"@method\";req"
                + " \"@target-uri\";req \"content-digest\";req)"
                + parameters
                + ";tag=\"entente-response\"");
    assertThat(
            answers.sign(verified(sent("GET", "")), 200, JSON, CONTENT).combined("signature-input"))
        .contains("\"@target-uri\";req);created");
    assertThat(answers.sign(401, JSON, CONTENT).combined("signature-input"))
        .isEqualTo(
            "entente=(\"@status\" \"content-type\" \"content-digest\");created=1800000000;keyid=\""
                + gateway.id()
                + "\";tag=\"entente-response\"");
  }

  @Test
  void theSignatureVerifiesOverABaseMadeByHand() {
    var sent = sent("POST", "{}");
    Headers signature = answers.sign(verified(sent), 200, JSON, CONTENT);
    String base =
        String.join(
            "\n",
            "\"@status\": 200",
            "\"content-type\": application/json",
            "\"content-digest\": " + Draft.digest("sha-256", Sha256.hash(BODY).bytes()),
            "\"@method\";req: POST",
            "\"@target-uri\";req: https://gateway.example/v1/agreements/halden?a=b",
            "\"content-digest\";req: " + Draft.digest("sha-256", Sha256.hash(sent.body()).bytes()),
            "\"@signature-params\": "
                + String.valueOf(signature.combined("signature-input"))
                    .substring("entente=".length()));
    String text = String.valueOf(signature.combined("signature"));
    byte[] bytes =
        java.util.Base64.getDecoder()
            .decode(text.substring("entente=:".length(), text.length() - 1));
    assertThat(gateway.publicKey().verify(base.getBytes(StandardCharsets.US_ASCII), bytes))
        .isTrue();
  }

  @Test
  void anotherStatusTypeBodyOrDigestIsNotProved() {
    var sent = sent("POST", "{}");
    Headers signature = answers.sign(verified(sent), 200, JSON, CONTENT);
    String changed = "does not verify";
    unproved(verifier.verify(sent, received(201, JSON, BODY, signature)), changed);
    unproved(verifier.verify(sent, received(200, "text/html", BODY, signature)), changed);
    unproved(verifier.verify(sent, received(200, JSON, new byte[3], signature)), "sha-256 differs");
    var twice = signature.and(Headers.of("content-digest", ContentDigest.of(new byte[3])));
    unproved(verifier.verify(sent, received(twice)), "exactly once");
    unproved(verifier.verify(sent, received(Headers.none())), "exactly once");
  }

  @Test
  void aHeadIsProvedBeforeItsBodyAndNoOtherBodyWithIt() {
    var sent = sent("POST", "{}");
    var answer = received(answers.sign(verified(sent), 200, JSON, CONTENT));
    assertThat(verifier.verify(sent, answer.head())).isEqualTo(verifier.verify(sent, answer));
    unproved(
        verifier.verify(sent, new ReceivedAnswer(answer.head(), new byte[3])), "sha-256 differs");
    unproved(verifier.verify(sent, new AnswerHead(201, answer.headers())), "does not verify");
    unproved(verifier.verify(sent("POST", "{}"), answer.head()), "another request");
  }

  @Test
  void anAnswerToAnotherRequestIsNotProved() {
    var sent = sent("POST", "{}");
    var answer = received(answers.sign(verified(sent), 200, JSON, CONTENT));
    unproved(verifier.verify(sent("POST", "{}"), answer), "another request");
    String nonce = sent.nonce();
    var head = RequestHead.of("POST", Draft.ORIGIN, "/v1/other", sent.head().headers());
    unproved(verifier.verify(new SentRequest(head, nonce, sent.body()), answer), "not verify");
    head = RequestHead.of("PUT", Draft.ORIGIN, "/v1/agreements/halden?a=b", sent.head().headers());
    unproved(verifier.verify(new SentRequest(head, nonce, sent.body()), answer), "not verify");
    var other = Headers.of("content-digest", ContentDigest.of(new byte[2]));
    head = RequestHead.of("POST", Draft.ORIGIN, "/v1/agreements/halden?a=b", other);
    unproved(verifier.verify(new SentRequest(head, nonce, sent.body()), answer), "not verify");
    head = RequestHead.of("POST", Draft.ORIGIN, "/v1/agreements/halden?a=b", Headers.none());
    unproved(verifier.verify(new SentRequest(head, nonce, sent.body()), answer), "must cover");
  }

  @Test
  void aSignatureOfNobodyWeKnowIsNotProved() {
    var sent = sent("POST", "{}");
    var impostor = new AnswerSigner(partner, () -> NOW);
    var answer = received(impostor.sign(verified(sent), 200, JSON, CONTENT));
    unproved(verifier.verify(sent, answer), "not a key of the gateway");
    var unsigned = Headers.of("content-digest", ContentDigest.of(BODY));
    unproved(verifier.verify(sent, received(unsigned)), "no signature");
  }

  @Test
  void anAnswerToNobodyProvesARefusalAtMost() {
    var sent = sent("POST", "{}");
    Headers refusal = answers.sign(401, JSON, CONTENT);
    assertThat(verifier.verify(sent, received(401, JSON, BODY, refusal)))
        .isEqualTo(new AnswerProof.Unaddressed(gateway.id(), NOW));
    Headers released = answers.sign(200, JSON, CONTENT);
    unproved(verifier.verify(sent, received(released)), "does not cover the request");
    assertThat(verifier.verify(received(released))).isInstanceOf(AnswerProof.Unaddressed.class);
    var addressed = received(answers.sign(verified(sent), 200, JSON, CONTENT));
    unproved(verifier.verify(addressed), "must cover");
  }

  @Test
  void everyChangedByteOfTheSignatureIsNoticed() {
    var sent = sent("POST", "{}");
    Headers signature = answers.sign(verified(sent), 200, JSON, CONTENT);
    for (String name : new String[] {"signature", "signature-input", "content-digest"}) {
      String value = String.valueOf(signature.combined(name));
      for (int i = 0; i < value.length(); i++) {
        String changed =
            value.substring(0, i) + (char) (value.charAt(i) ^ 1) + value.substring(i + 1);
        var lines = new java.util.ArrayList<>(signature.lines());
        lines.replaceAll(
            line -> line.name().equals(name) ? new Headers.Header(name, changed) : line);
        assertThat(verifier.verify(sent, received(Headers.of(lines))))
            .as(changed)
            .isInstanceOf(AnswerProof.Unproved.class);
      }
    }
  }

  @Test
  void whatCannotBeSignedIsRefusedBeforeItIsSent() {
    assertThatThrownBy(() -> answers.sign(200, "text/\u00e9", CONTENT))
        .isInstanceOf(IllegalArgumentException.class);
    var bare = RequestHead.of("POST", Draft.ORIGIN, "/", Headers.none());
    assertThatThrownBy(() -> requests.sign(bare, new byte[1])).hasMessageContaining("content-type");
    var signed = sent("POST", "{}").head();
    assertThatThrownBy(() -> requests.sign(signed, new byte[1]))
        .hasMessageContaining("already has");
  }

  @Test
  void aRequestIsSignedForTheTimeThatIsAskedForAndNeverTwiceAlike() {
    var later = new RequestSigner(partner, () -> NOW, Duration.ofSeconds(7));
    var head = RequestHead.of("GET", Draft.ORIGIN, "/", Headers.none());
    var sent = later.sign(head, new byte[0]);
    assertThat(sent.head().headers().combined("signature-input"))
        .contains(";created=1800000000;expires=1800000007;");
    assertThat(later.sign(head, new byte[0]).nonce()).isNotEqualTo(sent.nonce()).hasSize(32);
  }
}
