package dev.entente.server.joint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let into the joint view by the partner's own OpenID provider, and who is not. */
class TheirProviderTest {
  private static final String SIGN_IN = "/joint/orchard/sign-in";

  @TempDir Path directory;
  private final FakeProvider provider = new FakeProvider();
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Instant now = Instant.now();

  @BeforeEach
  void start() {
    provider.spoil = claims -> claims.claim("hd", "orchard.example");
    alliance =
        new TinyAlliance(directory)
            .write("their-secret", FakeProvider.SECRET + "\n")
            .change(
                "agreements/orchard.yaml",
                "contacts:",
                "joint-view: {issuer: \"%s\", client: entente, secret-file: their-secret, claims: {hd: orchard.example}}\ncontacts:"
                    .formatted(provider.issuer()));
    gateway = RunningGateway.start(alliance, () -> now);
    gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
    provider.close();
  }

  /** Sets out for the provider: where the browser is sent. */
  private static String leave(Browser browser) {
    Reply away = browser.get(SIGN_IN + "/provider");
    assertThat(away.status()).as(away.text()).isEqualTo(302);
    return String.valueOf(away.headers().combined("location"));
  }

  /** The whole way to the provider and back, where the query is changed on the way. */
  private Reply comeBack(Browser browser, UnaryOperator<String> query) {
    return browser.get(SIGN_IN + "/back?" + query.apply(provider.signsIn(leave(browser))));
  }

  private Browser inside() {
    var browser = new Browser(gateway);
    Reply back = comeBack(browser, it -> it);
    assertThat(back.status()).as(back.text()).isEqualTo(303);
    return browser;
  }

  private static void assertOutside(Browser browser) {
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
  }

  private void order(String... arguments) {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--because", "so")).toList();
    var said = InProcess.by(() -> now).run(all.toArray(String[]::new));
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  @Test
  void whoSignsInAtTheirOwnProviderIsLetInAndThePageSaysWho() {
    var browser = new Browser(gateway);
    assertThat(browser.get(SIGN_IN).text())
        .contains("The joint view of orchard", "<strong>127.0.0.1</strong>", SIGN_IN + "/provider");
    provider.spoil =
        claims ->
            claims.claim("hd", "orchard.example").claim("email", "kim@<b>orchard</b>.example");

    Reply back = comeBack(browser, it -> it);

    assertThat(back.headers().combined("location")).isEqualTo("/joint/orchard");
    assertThat(back.headers().combined("set-cookie"))
        .contains("entente-joint=", "Path=/joint", "HTTPOnly", "SameSite=Strict");
    assertThat(browser.get("/joint/orchard").text())
        .contains("Orchard Devices", "kim@&lt;b")
        .doesNotContain("<b>orchard");
    assertThat(browser.get("/joint/pear").status()).isEqualTo(404);
    provider.spoil = with("name", "");
    assertThat(inside().get("/joint/orchard").text()).contains("<small>f3c1</small>");
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        token("another nonce", it -> it.spoil = with("nonce", "guessed")),
        token("no nonce", it -> it.spoil = with("nonce", null)),
        token("another issuer", it -> it.spoil = with("iss", "https://elsewhere.example")),
        token("another audience", it -> it.spoil = with("aud", "somebody-else")),
        token("too old", it -> it.spoil = with("exp", Date.from(Instant.EPOCH))),
        token("no end", it -> it.spoil = with("exp", null)),
        token("another's key", TheirProviderTest::anothersKey),
        token("signed with the secret", TheirProviderTest::signedWithTheSecret),
        token("no claim", it -> it.spoil = with("hd", null)),
        token("another claim", it -> it.spoil = with("hd", "orchard.example.evil")),
        token("a claim of several", it -> it.spoil = with("hd", List.of("orchard.example"))));
  }

  private static Arguments token(String name, Consumer<FakeProvider> spoil) {
    return arguments(name, spoil);
  }

  private static Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> with(String name, Object value) {
    return claims -> claims.claim("hd", "orchard.example").claim(name, value);
  }

  private static void anothersKey(FakeProvider provider) {
    try {
      provider.signer = new ECDSASigner(new ECKeyGenerator(Curve.P_256).keyID("theirs").generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Which is long enough here, and which a provider that many companies share gives to many. */
  private static void signedWithTheSecret(FakeProvider provider) {
    try {
      provider.algorithm = JWSAlgorithm.HS256;
      provider.signer = new MACSigner((FakeProvider.SECRET + FakeProvider.SECRET).getBytes(UTF_8));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void aTokenOfWhichNotAllHoldsLetsNobodyIn(String name, Consumer<FakeProvider> spoil) {
    spoil.accept(provider);
    var browser = new Browser(gateway);
    Reply back = comeBack(browser, it -> it);
    assertThat(back.status()).as(name).isEqualTo(403);
    assertThat(back.text()).contains("href=\"" + SIGN_IN + "\"").doesNotContain("orchard.example");
    assertOutside(browser);
  }

  @Test
  void aBrowserThatBringsBackSomethingElseIsNotLetIn() {
    List<UnaryOperator<String>> others =
        List.of(
            query -> query.replace("state=", "state=x"),
            query -> query.replaceAll("&state=.*", ""),
            query -> query.replace("code=", "code=x"),
            query -> query.replace("code=", "error=access_denied&"),
            query -> query + "&iss=https%3A%2F%2Felsewhere.example");
    for (UnaryOperator<String> other : others) {
      var browser = new Browser(gateway);
      assertThat(comeBack(browser, other).status()).isEqualTo(403);
      assertOutside(browser);
    }
    assertThat(provider.codesAsked).hasValue(1);
    var stranger = new Browser(gateway);
    String query = provider.signsIn(leave(new Browser(gateway)));
    assertThat(stranger.get(SIGN_IN + "/back?" + query).status()).isEqualTo(403);
    assertThat(provider.codesAsked).hasValue(1);
  }

  @Test
  void aProviderThatSaysThatItNamesItselfHasToDoSo() {
    provider.configuration.put("authorization_response_iss_parameter_supported", true);
    assertThat(comeBack(new Browser(gateway), it -> it).status()).isEqualTo(403);
    String named = "&iss=" + FakeProvider.encoded(provider.issuer());
    assertThat(comeBack(new Browser(gateway), it -> it + named).status()).isEqualTo(303);
  }

  @Test
  void aWayBackIsGoneOnceAndEndsAfterTenMinutes() {
    var browser = new Browser(gateway);
    String query = provider.signsIn(leave(browser));
    String cookie = browser.cookie;
    assertThat(browser.get(SIGN_IN + "/back?" + query).status()).isEqualTo(303);
    assertThat(browser.cookie).doesNotContain("passage");
    assertThat(browser.get(SIGN_IN + "/back?" + query).status()).isEqualTo(403);
    assertThat(provider.codesAsked).hasValue(1);
    browser.cookie = cookie;
    assertThat(browser.get(SIGN_IN + "/back?" + query).status()).isEqualTo(403);

    String late = provider.signsIn(leave(browser));
    now = now.plus(Duration.ofMinutes(11));
    assertThat(browser.get(SIGN_IN + "/back?" + late).status()).isEqualTo(403);
    assertThat(provider.codesAsked).hasValue(2);
  }

  @Test
  void aWayBackOfAnotherAgreementLeadsNowhere() {
    alliance.change(
        "agreements/pear.yaml",
        "contacts:",
        "joint-view: {issuer: \"%s\", client: entente, secret-file: their-secret}\ncontacts:"
            .formatted(provider.issuer()));
    gateway.restart();
    var pear = gateway.caller(alliance.pear);
    String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
    pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    var browser = new Browser(gateway);
    String query = provider.signsIn(leave(browser));

    assertThat(browser.get("/joint/pear/sign-in/back?" + query).status()).isEqualTo(403);
    assertThat(browser.get("/joint/pear").status()).isEqualTo(401);
    assertThat(provider.codesAsked).hasValue(0);
  }

  @Test
  void whoComesFromAnotherSiteIsSentOnByOurOwnPage() {
    Reply bounce = new Browser(gateway).get(SIGN_IN + "/callback?code=x&state=\"><script>");
    assertThat(bounce.status()).isEqualTo(200);
    assertThat(bounce.text())
        .contains("content=\"0;url=" + SIGN_IN + "/back?code=x&amp;state=")
        .doesNotContain("<script");
    assertThat(bounce.headers().contains("set-cookie")).isFalse();
  }

  @Test
  void anAgreementWithoutAProviderIsAsUnknownAsNone() {
    var browser = new Browser(gateway);
    for (String rest : List.of("", "/provider", "/callback?code=x&state=x", "/back?code=x")) {
      Reply none = browser.get("/joint/nobody/sign-in" + rest);
      assertThat(none.status()).isEqualTo(404);
      assertThat(browser.get("/joint/pear/sign-in" + rest).body()).isEqualTo(none.body());
    }
    assertThat(browser.get("/joint/?agreement=+Orchard").headers().combined("location"))
        .isEqualTo(SIGN_IN);
    assertThat(browser.get("/joint/").text()).contains("name=\"agreement\"");
  }

  @Test
  void aProviderThatDoesNotAnswerIsSaidAndAskedAgain() {
    int port = Integer.parseInt(provider.issuer().replaceAll(".*:", ""));
    provider.close();
    var browser = new Browser(gateway);
    Reply dead = browser.get(SIGN_IN + "/provider");
    assertThat(dead.status()).isEqualTo(503);
    assertThat(dead.text())
        .contains("Your company's provider does not answer just now")
        .doesNotContain("entente does not", "Exception");
    assertThat(browser.get(SIGN_IN).status()).isEqualTo(200);

    try (var again = new FakeProvider(port)) {
      again.spoil = claims -> claims.claim("hd", "orchard.example");
      String query = again.signsIn(leave(browser));
      assertThat(browser.get(SIGN_IN + "/back?" + query).status()).isEqualTo(303);
    }
  }

  @Test
  void whatItAnswersIsBoundedAndSoAreItsAddresses() {
    provider.keys = provider.keys.replace("{\"keys\"", " ".repeat(300 << 10) + "{\"keys\"");
    assertThat(comeBack(new Browser(gateway), it -> it).status()).isEqualTo(503);

    gateway.restart();
    provider.configuration.put("token_endpoint", "http://orchard.example/token");
    assertThat(new Browser(gateway).get(SIGN_IN + "/provider").status()).isEqualTo(503);
    provider.configuration.put("issuer", "https://elsewhere.example");
    assertThat(new Browser(gateway).get(SIGN_IN + "/provider").status()).isEqualTo(503);
  }

  @Test
  void aProviderThatHangsHoldsUpNobodyElse() throws InterruptedException {
    var asked = new CountDownLatch(4);
    var hangs = new CountDownLatch(1);
    provider.before =
        () -> {
          asked.countDown();
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    var four =
        Stream.generate(
                () ->
                    Thread.startVirtualThread(
                        () -> new Browser(gateway).get(SIGN_IN + "/provider")))
            .limit(4)
            .toList();
    assertThat(asked.await(4, TimeUnit.SECONDS)).isTrue();
    long begun = System.nanoTime();
    assertThat(new Browser(gateway).get(SIGN_IN + "/provider").status()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    hangs.countDown();
    for (Thread one : four) {
      one.join();
    }
    provider.before = () -> {};
    inside();
  }

  @Test
  void aSessionEndsAfterHalfAnHourAndWithTheAgreementAndWithTheSetting() {
    var browser = inside();
    now = now.plus(Duration.ofMinutes(29));
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);
    now = now.plus(Duration.ofMinutes(2));
    assertOutside(browser);

    browser = inside();
    gateway.restart();
    assertOutside(browser);

    browser = new Browser(gateway);
    comeBack(browser, it -> it);
    order("suspend", directory.toString(), "orchard", "--as", "ana");
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);
    order("close", directory.toString(), "orchard", "--as", "ana");
    assertOutside(browser);
    assertThat(browser.get(SIGN_IN).status()).isEqualTo(404);
  }

  @Test
  void whereTheSettingIsGoneSoIsTheWayIn() {
    var browser = new Browser(gateway);
    String query = provider.signsIn(leave(browser));
    alliance.change("agreements/orchard.yaml", "joint-view:", "#");
    gateway.restart();
    assertThat(browser.get(SIGN_IN).status()).isEqualTo(404);
    assertThat(browser.get(SIGN_IN + "/back?" + query).status()).isEqualTo(404);
  }
}
