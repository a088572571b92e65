package dev.entente.server.acceptance;

import static dev.entente.server.acceptance.HandMade.nonce;
import static dev.entente.server.acceptance.HandMade.quoted;
import static dev.entente.server.acceptance.HandMade.sha256;
import static dev.entente.server.acceptance.HandMade.sha512;
import static dev.entente.server.acceptance.Spoilt.invalid;
import static dev.entente.server.acceptance.Spoilt.mismatch;
import static dev.entente.server.acceptance.Spoilt.sound;
import static dev.entente.server.acceptance.Spoilt.stale;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.entente.json.Json;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A signed query, spoilt in every way the protocol names, over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpoiltSignatureTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final byte[] OTHER = "{\"limit\":2}".getBytes(StandardCharsets.UTF_8);

  private final SigningKey other = otherKey();
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance = RichAlliance.in(directory);
    String second = new String(Json.write(other.publicKey().toJwk()), StandardCharsets.UTF_8);
    alliance.change("agreements/orchard.yaml", "keys: [", "keys: [" + second + ", ");
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** A second one of orchard's, of the other algorithm. */
  private static SigningKey otherKey() {
    try {
      return SigningKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private HandMade query() {
    return query(alliance.orchard);
  }

  private HandMade query(SigningKey key) {
    return HandMade.post(gateway, key, QUERY, "{\"limit\":1}");
  }

  private static Stream<Spoilt> spoilt() {
    return Stream.of(whole(), components(), parameters(), times(), repeated(), digests())
        .flatMap(List::stream);
  }

  private static List<Spoilt> whole() {
    return List.of(
        sound("nothing spoilt", _ -> {}),
        sound("more covered than must be", r -> r.header("accept", "*/*").components.add("accept")),
        sound(
            "covered in another order",
            r -> r.covering("content-digest", "@target-uri", "content-type", "@method")),
        invalid(
            "the method changed",
            r -> r.components.replaceAll(c -> c.equals("@method") ? "@path" : c)),
        invalid("a target nobody signed", r -> r.components.add("@nonsense")),
        invalid("a component covered twice", r -> r.components.add("@method")),
        invalid("a covered header that is not there", r -> r.components.add("accept")));
  }

  private static List<Spoilt> components() {
    return Stream.concat(
            Stream.of("@method", "@target-uri", "content-type", "content-digest")
                .map(name -> invalid(name + " not covered", r -> r.components.remove(name))),
            Stream.of(
                invalid("nothing covered", r -> r.components.clear()),
                invalid(
                    "idempotency-key sent and not covered", r -> r.header("idempotency-key", "a")),
                sound(
                    "idempotency-key sent and covered",
                    r -> r.header("idempotency-key", "a").components.add("idempotency-key"))))
        .toList();
  }

  private static List<Spoilt> parameters() {
    return Stream.of(
            Stream.of("created", "expires", "nonce", "keyid")
                .map(name -> invalid(name + " left out", r -> r.parameters.remove(name))),
            Stream.of(
                new Spoilt(
                    "the tag left out", 401, "signature-missing", r -> r.parameters.remove("tag")),
                new Spoilt(
                    "another tag",
                    401,
                    "signature-missing",
                    r -> r.parameter("tag", quoted("other"))),
                invalid("a tag that is a token", r -> r.parameter("tag", "entente-request")),
                sound("the key's own algorithm named", r -> r.parameter("alg", quoted("ed25519"))),
                invalid("another algorithm", r -> r.parameter("alg", quoted("ecdsa-p256-sha256"))),
                invalid("no algorithm at all", r -> r.parameter("alg", quoted("none"))),
                invalid(
                    "a shared secret's algorithm", r -> r.parameter("alg", quoted("hmac-sha256"))),
                invalid("a parameter nobody knows", r -> r.parameter("extra", "1")),
                invalid(
                    "a keyid that is no thumbprint", r -> r.parameter("keyid", quoted("orchard"))),
                invalid("a keyid that nobody has", r -> r.parameter("keyid", quoted(nonce(32)))),
                invalid("created as a text", r -> r.parameter("created", quoted("now"))),
                invalid("created with a fraction", r -> r.parameter("created", "1.5")),
                invalid("a nonce of 15 bytes", r -> r.parameter("nonce", quoted(nonce(15)))),
                sound("a nonce of 16 bytes", r -> r.parameter("nonce", quoted(nonce(16)))),
                sound("a nonce of 64 bytes", r -> r.parameter("nonce", quoted(nonce(64)))),
                invalid("a nonce of 65 bytes", r -> r.parameter("nonce", quoted(nonce(65)))),
                invalid("an empty nonce", r -> r.parameter("nonce", quoted(""))),
                invalid(
                    "a nonce outside base64url",
                    r -> r.parameter("nonce", quoted("!".repeat(24))))))
        .flatMap(stream -> stream)
        .toList();
  }

  private static List<Spoilt> times() {
    return List.of(
        stale("created a minute ahead", r -> lasting(r, 60, 120)),
        sound("created 20 s ahead, within the skew", r -> lasting(r, 20, 60)),
        stale("expired a minute ago", r -> lasting(r, -120, -60)),
        sound("expired 20 s ago, within the skew", r -> lasting(r, -60, -20)),
        sound("expires 300 s after created", r -> lasting(r, 0, 300)),
        invalid("expires 301 s after created", r -> lasting(r, 0, 301)),
        invalid("expires with created", r -> lasting(r, 0, 0)),
        invalid("expires before created", r -> lasting(r, 10, 5)),
        invalid("expires at the end of time", r -> r.parameter("expires", "999999999999999")),
        invalid("created long before the epoch", r -> r.parameter("created", "-999999999999999")));
  }

  private static HandMade lasting(HandMade request, int created, int expires) {
    long now = Instant.now().getEpochSecond();
    return request
        .parameter("created", "" + (now + created))
        .parameter("expires", "" + (now + expires));
  }

  private static List<Spoilt> repeated() {
    return List.of(
        invalid("two content types, the same", r -> r.header("content-type", "application/json")),
        invalid("two content types", r -> r.header("content-type", "text/csv")),
        invalid(
            "two idempotency keys",
            r ->
                r.header("idempotency-key", "a")
                    .header("idempotency-key", "b")
                    .components
                    .add("idempotency-key")),
        invalid(
            "two dates",
            r -> r.header("date", "Sun, 01 Jan 2034 00:00:00 GMT").header("date", "then")));
  }

  private static List<Spoilt> digests() {
    return List.of(
        mismatch("another body than was signed", r -> r.sentBody = OTHER),
        mismatch("the digest of another body", r -> r.only("content-digest", sha256(OTHER))),
        mismatch(
            "a digest by an algorithm nobody knows",
            r -> r.only("content-digest", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")),
        sound("SHA-512 alone", r -> r.only("content-digest", sha512(r.body))),
        sound(
            "both digests right",
            r -> r.only("content-digest", sha256(r.body) + ", " + sha512(r.body))),
        sound(
            "both digests right, in two lines",
            r -> r.only("content-digest", sha256(r.body)).header("content-digest", sha512(r.body))),
        mismatch(
            "two digests, the second wrong",
            r -> r.only("content-digest", sha256(r.body) + ", " + sha512(OTHER))),
        mismatch(
            "two digests, the first wrong",
            r -> r.only("content-digest", sha256(OTHER) + ", " + sha512(r.body))),
        sound(
            "a known digest beside one nobody knows",
            r -> r.only("content-digest", sha256(r.body) + ", md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")),
        invalid("a digest that is no dictionary", r -> r.only("content-digest", "=;=")),
        invalid(
            "a body without a digest",
            r -> {
              r.headers.removeIf(line -> line.name().equals("content-digest"));
              r.components.remove("content-digest");
            }));
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void aSpoiltRequestIsRefusedForWhatIsWrongWithIt(Spoilt spoilt) {
    HandMade request = query();
    spoilt.spoil().accept(request);
    long entries = probe.logSize();

    var reply = probe.send(request);

    assertThat(reply.status()).as(reply.text()).isEqualTo(spoilt.status());
    if (spoilt.status() != 200) {
      assertThat(reply.code()).as(reply.text()).isEqualTo(spoilt.code());
      assertThat(probe.logSize()).as("nothing is recorded").isEqualTo(entries);
    }
  }

  @Test
  void everyByteOfTheSignatureCounts() {
    for (SigningKey key : List.of(alliance.orchard, other)) {
      Probe.isAnswered(probe.send(query(key)));
      for (int at = 0; at < 64; at++) {
        HandMade request = query(key);
        byte[] signature = request.signature();
        signature[at] ^= 1;
        isInvalid(request, signature);
      }
    }
  }

  @Test
  void aSignatureOfAnotherLengthIsRefused() {
    for (SigningKey key : List.of(alliance.orchard, other)) {
      for (int length : new int[] {0, 1, 63, 65, 128}) {
        HandMade request = query(key);
        isInvalid(request, Arrays.copyOf(request.signature(), length));
      }
    }
  }

  @Test
  void aKeySignsOnlyUnderItsOwnNameAndAlgorithm() {
    for (SigningKey key : List.of(other, alliance.pear, alliance.stranger)) {
      HandMade request = query();
      request.key = key;
      isInvalid(request, request.signature());
    }
    for (String alg : List.of("ed25519", "es256", "rsa-pss-sha512")) {
      HandMade request = query(other).parameter("alg", quoted(alg));
      isInvalid(request, request.signature());
    }
    Probe.isAnswered(probe.send(query(other).parameter("alg", quoted("ecdsa-p256-sha256"))));
  }

  private void isInvalid(HandMade request, byte[] signature) {
    var headers = request.signed(Base64.getEncoder().encodeToString(signature));
    Probe.isRefused(probe.send(request, request.bytes(headers)), 401, "signature-invalid");
  }
}
