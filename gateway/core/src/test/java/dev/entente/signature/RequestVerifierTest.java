package dev.entente.signature;

import static dev.entente.problem.ProblemCode.SIGNATURE_INVALID;
import static dev.entente.problem.ProblemCode.SIGNATURE_MISSING;
import static dev.entente.problem.ProblemCode.SIGNATURE_STALE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("dev.entente.signature.Engines#all")
class RequestVerifierTest {
  private static final Instant NOW = Instant.ofEpochSecond(Draft.NOW);

  @Parameter Engine engine;
  private final RememberedNonces nonces = new RememberedNonces();
  private SigningKey key;
  private Draft draft;

  @org.junit.jupiter.api.BeforeEach
  void aPartner() {
    key = SigningKey.of(Engines.rfc9421Key(), engine);
    draft = new Draft(key);
  }

  private Outcome<VerifiedHead> verify(SignedRequest request) {
    return verify(request, NOW);
  }

  private Outcome<VerifiedHead> verify(SignedRequest request, Instant now) {
    return new RequestVerifier(Jwks.of(key.publicKey()), nonces, () -> now).verify(request);
  }

  private VerifiedHead passed(Outcome<VerifiedHead> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    return ((Outcome.Passed<VerifiedHead>) outcome).value();
  }

  private Problem refused(Outcome<VerifiedHead> outcome, ProblemCode code) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Problem problem = ((Outcome.Refused<VerifiedHead>) outcome).problem();
    assertThat(problem.code()).as(problem.detail()).isEqualTo(code);
    assertThat(nonces.spent()).as("nonces spent").isEmpty();
    return problem;
  }

  private void invalid(SignedRequest request, String detail) {
    assertThat(refused(verify(request), SIGNATURE_INVALID).detail()).contains(detail);
  }

  @Test
  void aSoundRequestPassesAndSpendsItsNonce() {
    var head = passed(verify(draft.signed()));
    assertThat(head.key()).isEqualTo(key.id());
    assertThat(head.created()).isEqualTo(NOW);
    assertThat(head.signatureBase()).asString().isEqualTo(draft.base());
    assertThat(head.hash())
        .isEqualTo(Sha256.hash(draft.base().getBytes(StandardCharsets.US_ASCII)));
    assertThat(key.publicKey().verify(head.signatureBase(), head.signature())).isTrue();
    assertThat(nonces.spent()).containsExactly(head.nonce());
    assertThat(head.nonce().expires()).isEqualTo(NOW.plusSeconds(90));
  }

  @Test
  void aRequestWithoutBodyNeedsMethodAndTargetOnly() {
    draft.withoutBody().without("idempotency-key");
    assertThat(draft.components).containsExactly("\"@method\"", "\"@target-uri\"");
    passed(verify(draft.signed()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@method\"",
        "\"@target-uri\"",
        "\"content-type\"",
        "\"content-digest\"",
        "\"idempotency-key\""
      })
  void everyRequiredComponentMustBeCovered(String component) {
    draft.components.remove(component);
    invalid(draft.signed(), "must cover " + component);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"content-digest\";key=\"sha-256\"", "\"content-digest\";sf"})
  void aRequiredComponentCoveredInPartOnlyIsNotCovered(String partial) {
    draft.components.remove("\"content-digest\"");
    draft.covering(partial, draft.headers.get(3).value().replace("sha-256=", ""));
    invalid(draft.signed(), "must cover \"content-digest\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"created", "expires", "nonce", "keyid"})
  void everyParameterIsRequired(String parameter) {
    draft.parameters.remove(parameter);
    invalid(draft.signed(), parameter + " is absent");
  }

  @Test
  void withoutOurTagThereIsNoSignature() {
    draft.tag = "";
    refused(verify(draft.signed()), SIGNATURE_MISSING);
    draft.tag = "\"other\"";
    refused(verify(draft.signed()), SIGNATURE_MISSING);
    refused(verify(draft.message(Headers.of(draft.headers))), SIGNATURE_MISSING);
    refused(
        verify(draft.message(Headers.of("Signature-Input", "a=();tag=\"entente-request\""))),
        SIGNATURE_MISSING);
  }

  @Test
  void ourTagAsATokenIsMalformed() {
    draft.tag = "entente-request";
    invalid(draft.signed(), "tag must be a string");
  }

  @Test
  void othersSignaturesAreIgnoredWhicheverComesFirst() {
    String ours = "sig1=" + draft.input();
    var sound = draft.signed();
    String signature = sound.head().headers().combined("signature");
    String other = "proxy=(\"x-forwarded-for\");created=1;keyid=\"?\";tag=\"proxy\";odd=1.5";
    passed(verify(draft.with(other + ", " + ours, "proxy=:AAAA:, " + signature)));
    nonces.spent().clear();
    passed(verify(draft.with(ours + "," + other, signature + ",\tproxy=:AAAA:")));
  }

  @Test
  void signatureFieldsMayComeInSeveralLines() {
    var lines =
        draft
            .signed()
            .head()
            .headers()
            .and(Headers.of("Signature-Input", "b=()", "Signature", "b=:AA==:"));
    passed(verify(draft.message(lines)));
  }

  @Test
  void twoSignaturesWithOurTagAreRefused() {
    String signature = draft.signed().head().headers().combined("signature");
    invalid(
        draft.with(
            "sig1=" + draft.input() + ", sig2=" + draft.input(),
            signature + ", " + signature.replace("sig1", "sig2")),
        "two signatures");
  }

  @Test
  void aLabelNamedTwiceIsRefused() {
    String signature = draft.signed().head().headers().combined("signature");
    String input = "sig1=" + draft.input();
    invalid(draft.with("sig1=(), " + input, signature), "names sig1 twice");
    invalid(draft.with(input, "sig1=:AA==:, " + signature), "names sig1 twice");
  }

  @Test
  void aSignatureThatIsNotAnnouncedOrNotBytesIsRefused() {
    String input = "sig1=" + draft.input();
    invalid(draft.with(input, "sig2=:AAAA:"), "Signature has no sig1");
    invalid(draft.with(input, "sig1=\"AAAA\""), "must be bytes");
    invalid(draft.with(input, "sig1"), "must be bytes");
    invalid(draft.with("sig1=\"x\";tag=\"entente-request\"", "sig1=:AAAA:"), "list in parentheses");
    invalid(draft.with("sig1=(", "sig1=:AAAA:"), "malformed");
    refused(verify(draft.with("", "")), SIGNATURE_MISSING);
    invalid(draft.with(input + ",", "sig1=:AAAA:"), "not a dictionary");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 65, 128})
  void aSignatureOfAnotherLengthIsRefused(int length) {
    byte[] sound = passed(verify(draft.signed())).signature();
    nonces.spent().clear();
    byte[] other = java.util.Arrays.copyOf(sound, length);
    invalid(
        draft.with("sig1=" + draft.input(), "sig1=:" + Draft.base64(other) + ":"), "not verify");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "created | 1800000000.0 | whole number",
        "created | \"1800000000\" | whole number",
        "expires | 1800000060.5 | whole number",
        "expires | 1800000301 | 1 to 300 s",
        "expires | 1800000000 | 1 to 300 s",
        "expires | 1799999999 | 1 to 300 s",
        "nonce | \"AAECAwQFBgcICQoLDA0O\" | 16 to 64",
        "nonce | \"AAECAwQFBgcICQoLDA0OD\" | 16 to 64",
        "nonce | \"AAECAwQFBgcICQoLDA0ODx\" | 16 to 64",
        "nonce | \"AAECAwQFBgcICQoLDA0OD+\" | 16 to 64",
        "nonce | \"\" | 16 to 64",
        "nonce | :AAECAwQFBgcICQoLDA0ODw==: | must be a string",
        "keyid | \"me\" | thumbprint",
        "keyid | \"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\" | not registered",
        "alg | \"ecdsa-p256-sha256\" | key's own, ed25519",
        "alg | \"hmac-sha256\" | key's own, ed25519",
        "alg | ed25519 | must be a string",
        "audience | \"us\" | audience is not known",
      })
  void aParameterOutOfBoundsIsNamed(String name, String value, String detail) {
    invalid(draft.parameter(name, value).signed(), detail);
  }

  @Test
  void parametersAtTheirBoundsPass() {
    passed(verify(draft.parameter("expires", String.valueOf(Draft.NOW + 300)).signed()));
    byte[] longest = new byte[64];
    longest[0] = 9;
    String nonce = java.util.Base64.getUrlEncoder().encodeToString(longest);
    passed(verify(draft.parameter("nonce", '"' + nonce + '"').signed()));
    longest[0] = 8;
    nonce = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(longest);
    passed(verify(draft.parameter("nonce", '"' + nonce + '"').signed()));
    draft.parameter("nonce", "\"AAECAwQFBgcICQoLDA0OEA\"");
    passed(verify(draft.parameter("alg", "\"ed25519\"").signed()));
  }

  @Test
  void aNonceOf65BytesIsRefused() {
    String nonce = java.util.Base64.getUrlEncoder().encodeToString(new byte[65]);
    invalid(draft.parameter("nonce", '"' + nonce + '"').signed(), "16 to 64");
  }

  @ParameterizedTest
  @CsvSource({"-31, false", "-30, true", "0, true", "90, true", "91, false"})
  void freshMeansWithinTheSkewOnBothSides(long seconds, boolean fresh) {
    var outcome = verify(draft.signed(), NOW.plusSeconds(seconds));
    if (fresh) {
      passed(outcome);
    } else {
      refused(outcome, SIGNATURE_STALE);
    }
  }

  @Test
  void aStaleRequestThatIsAlsoForgedSpendsNothing() {
    var forged = draft.with("sig1=" + draft.input(), "sig1=:" + Draft.base64(new byte[64]) + ":");
    refused(verify(forged, NOW.plusSeconds(1000)), SIGNATURE_STALE);
    refused(verify(forged), SIGNATURE_INVALID);
  }

  @Test
  void anUnregisteredKeyIsToldBeforeFreshness() {
    var stranger = new Draft(SigningKey.of(Engines.newEd25519(), engine));
    assertThat(
            refused(verify(stranger.signed(), NOW.plusSeconds(1000)), SIGNATURE_INVALID).detail())
        .contains("not registered");
  }

  @Test
  void anotherKeysSignatureUnderOurKeysNameIsRefused() {
    var stranger = new Draft(SigningKey.of(Engines.newEd25519(), engine));
    stranger.parameter("keyid", '"' + key.id().toString() + '"');
    invalid(stranger.signed(), "does not verify");
  }

  @Test
  void aP256KeyVerifiesToo() {
    key = SigningKey.of(Engines.newP256(), engine);
    draft = new Draft(key).parameter("alg", "\"ecdsa-p256-sha256\"");
    passed(verify(draft.signed()));
  }

  @ParameterizedTest
  @CsvSource({
    "content-type, text/csv",
    "content-length, 12",
    "idempotency-key, k-2",
    "host, other.example",
    "date, x"
  })
  void aRepeatedSingletonIsRefused(String name, String value) {
    draft.header(name, value);
    if (name.equals("date")) {
      draft.header(name, value);
    }
    invalid(draft.signed(), name + " stands there twice");
  }

  @Test
  void aComponentCoveredTwiceIsRefused() {
    invalid(draft.covering("\"@method\"").signed(), "twice");
  }

  @Test
  void aCoveredHeaderThatIsNotThereIsRefused() {
    invalid(draft.covering("\"x-absent\"").signed(), "no such header");
    draft.components.removeLast();
    draft.without("content-type").covering("\"content-type\"");
    invalid(draft.signed(), "\"content-type\", but the message has no such header");
  }

  @Test
  void aMalformedDigestIsRefusedBeforeTheBody() {
    invalid(draft.replaced("content-digest", "sha-256=abc").signed(), "must be bytes");
  }

  @Test
  void aCoveredValueOutsideAsciiIsRefused() {
    draft.header("x-name", "Bj\u00f8rn").covering("\"x-name\"");
    invalid(draft.signed(), "visible ASCII");
  }

  @Test
  void spellingsThatNobodySignsAreRefused() {
    String input = "sig1=" + draft.input();
    String signature = draft.signed().head().headers().combined("signature");
    invalid(draft.with(input.replace("(", "( "), signature), "spelled exactly");
    invalid(draft.with(input.replace("\" \"", "\"  \""), signature), "spelled exactly");
    invalid(draft.with(input.replace(";tag", "; tag"), signature), "spelled exactly");
    invalid(draft.with(input + ";created=1800000000", signature), "spelled exactly");
  }

  @Test
  void moreThan64ComponentsAreRefused() {
    for (int i = 0; i < 60; i++) {
      draft.header("x" + i, "1").covering("\"x" + i + "\"");
    }
    invalid(draft.signed(), "at most 64");
  }

  @Test
  void aHugeSignatureInputIsRefused() {
    String more = ", b=(" + "\"a\"".repeat(3000) + ")";
    invalid(draft.with("sig1=" + draft.input() + more, "sig1=:AAAA:"), "more than 8192");
  }

  @Test
  void aHugeCoveredHeaderIsRefused() {
    draft.header("x-big", "1".repeat(9000)).covering("\"x-big\"");
    invalid(draft.signed(), "more than 8192");
  }
}
