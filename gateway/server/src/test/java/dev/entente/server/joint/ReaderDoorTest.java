package dev.entente.server.joint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.ReaderSecret;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who of neither side reads an agreement's books, from the order that opens them to the end. */
class ReaderDoorTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String VIEW = "/joint/orchard/v1/view";

  @TempDir Path directory;
  private RunningGateway gateway;
  private Caller orchard;
  private Instant now = Instant.parse("2026-11-26T23:00:00Z");

  @BeforeEach
  void start() {
    gateway = RunningGateway.start(new TinyAlliance(directory), () -> now);
    orchard = gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Said order(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add(arguments[0].equals("books") ? 2 : 1, directory.toString());
    all.addAll(List.of("--as", "ana", "--because", "words-of-ours"));
    return InProcess.by(() -> now).run(all.toArray(String[]::new));
  }

  private void ordered(String... arguments) {
    Said said = order(arguments);
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  /** Opens the books until that day, and gives the secret that is told. */
  private String open(String reader, String until) {
    Said said = order("books", "open", "orchard", reader, "--until", until);
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.out().lines().toList().getLast();
  }

  private static Reply submit(Browser browser, String secret) {
    return browser.post("/joint/books", "secret=" + secret);
  }

  private Browser inside(String secret) {
    var browser = new Browser(gateway);
    assertThat(submit(browser, secret).status()).isEqualTo(303);
    return browser;
  }

  private Reply script(String target, String secret) {
    return new Browser(gateway).get(target, secret);
  }

  private static String wrong(String agreement) {
    return ReaderSecret.fresh(new AgreementId(agreement)).text();
  }

  @Test
  void aReaderComesInByTheFormAndSeesWhatBothSidesSee() {
    orchard.post(QUERY, "{}");
    String secret = open("KPMG", "2027-03-31");
    var browser = new Browser(gateway);
    assertThat(browser.get("/joint/").text()).contains("action=\"/joint/books\"");

    Reply opened = submit(browser, secret);

    assertThat(opened.status()).isEqualTo(303);
    assertThat(opened.headers().combined("location")).isEqualTo("/joint/orchard");
    assertThat(opened.headers().combined("set-cookie"))
        .startsWith("entente-joint=")
        .contains("Path=/joint", "HTTPOnly", "SameSite=Strict");
    String page = browser.get("/joint/orchard").text();
    assertThat(page)
        .contains("read by KPMG, to whom the books are open until 2027-03-31")
        .contains("What Orchard Devices knows")
        .doesNotContain("words-of-ours", "ana<", secret);
    for (String more : List.of("/entries", "/statement", "/v1/statement", "/v1/view")) {
      assertThat(browser.get("/joint/orchard" + more).status()).as(more).isEqualTo(200);
    }
    now = now.plus(Duration.ofMinutes(31));
    assertThat(browser.get("/joint/orchard").status()).as("half an hour later").isEqualTo(401);
  }

  @Test
  void aScriptShowsTheSecretWithEachCallAndHasNoSession() {
    orchard.post(QUERY, "{}");
    String secret = open("KPMG", "2027-03-31");

    Reply view = script(VIEW, secret);

    assertThat(view.json().get("standing"))
        .isEqualTo(orchard.get("/v1/agreements/orchard/standing").json());
    assertThat(view.headers().contains("set-cookie")).isFalse();
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    JsonNode release = mine.get(mine.size() - 2);
    JsonNode shown = script("/joint/orchard/v1/entries/" + release.get("index"), secret).json();
    assertThat(shown.get("entry")).isEqualTo(release.get("entry"));
    assertThat(shown.get("proof").textValue())
        .isEqualTo(
            orchard
                .get("/v1/agreements/orchard/entries/" + release.get("index") + "/proof")
                .text());
    assertThat(script("/joint/orchard/v1/statement", secret).status()).isEqualTo(200);
    assertThat(script("/joint/orchard", secret).status()).as("pages are for people").isEqualTo(401);
    for (int i = 0; i < 2 * Attempts.MOST; i++) {
      assertThat(script(VIEW, secret).status()).as("what is right is not counted").isEqualTo(200);
    }
  }

  @Test
  void aTokenCountsBeforeACookie() {
    var browser = inside(open("KPMG", "2027-03-31"));
    assertThat(browser.get(VIEW, wrong("orchard")).status()).isEqualTo(401);
    assertThat(browser.get(VIEW).status()).isEqualTo(200);
  }

  @Test
  void bothSidesSeeWhoReadsAndUntilWhen() {
    String secret = open("KPMG", "2027-03-31");

    JsonNode view = script(VIEW, secret).json();

    assertThat(view.get("readers")).hasSize(1);
    assertThat(view.at("/readers/0/reader").textValue()).isEqualTo("KPMG");
    assertThat(view.at("/readers/0/until").textValue()).isEqualTo("2027-03-31");
    var partner = new Browser(gateway);
    partner.open(orchard.post("/v1/agreements/orchard/view", "{}").json().get("link").textValue());
    assertThat(partner.get("/joint/orchard").text())
        .contains("<dt>KPMG</dt><dd>until 2027-03-31</dd>")
        .doesNotContain("read by");
    assertThat(partner.get("/joint/orchard/entries").text())
        .contains("books opened to KPMG until 2027-03-31");
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    assertThat(mine.get(mine.size() - 1).toString()).doesNotContain(secret);
  }

  @Test
  void nobodyKeepsTheSecret() throws IOException {
    String secret = open("KPMG", "2027-03-31");
    String random = secret.substring("orchard.".length());
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(random);
      }
    }
    gateway.restart();
    assertThat(script(VIEW, secret).status()).as("and it opens them all the same").isEqualTo(200);
  }

  @Test
  void whomTheyAreClosedForIsOutAtOnce() {
    String secret = open("KPMG", "2027-03-31");
    String another = open("BDO", "2027-03-31");
    var browser = inside(secret);
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);

    ordered("books", "close", "orchard", "KPMG");

    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
    assertThat(browser.get(VIEW).status()).isEqualTo(401);
    assertThat(script(VIEW, secret).status()).isEqualTo(401);
    assertThat(submit(new Browser(gateway), secret).status()).isEqualTo(401);
    assertThat(script(VIEW, another).status()).isEqualTo(200);
    String newer = open("KPMG", "2027-03-31");
    assertThat(browser.get("/joint/orchard").status()).as("let in by the older one").isEqualTo(401);
    assertThat(script(VIEW, secret).status()).isEqualTo(401);
    assertThat(script(VIEW, newer).status()).isEqualTo(200);
  }

  @Test
  void theLastDayEndsAtMidnightAndWithItASession() {
    String secret = open("KPMG", "2026-11-26");
    now = Instant.parse("2026-11-26T23:45:00Z");
    var browser = inside(secret);
    now = Instant.parse("2026-11-26T23:59:59Z");
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);
    assertThat(script(VIEW, secret).status()).isEqualTo(200);

    now = Instant.parse("2026-11-27T00:00:00Z");

    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
    assertThat(script(VIEW, secret).status()).isEqualTo(401);
    String other = open("BDO", "2027-03-31");
    assertThat(script(VIEW, other).json().get("readers")).hasSize(1);
  }

  @Test
  void theBooksOfAnAgreementThatIsClosedAreClosed() {
    String secret = open("KPMG", "2027-03-31");
    var browser = inside(secret);
    ordered("suspend", "orchard");
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);

    ordered("close", "orchard");

    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
    assertThat(script(VIEW, secret).status()).isEqualTo(401);
  }

  @Test
  void anotherAgreementIsAsUnknownAsNone() {
    String secret = open("KPMG", "2027-03-31");
    var browser = inside(secret);
    for (String rest : List.of("", "/entries", "/v1/view", "/v1/entries/5")) {
      Reply others = browser.get("/joint/pear" + rest);
      assertThat(others.status()).isEqualTo(404);
      assertThat(others.body()).isEqualTo(browser.get("/joint/nobody" + rest).body());
    }
    Reply others = script("/joint/pear/v1/view", secret);
    assertThat(others.status()).isEqualTo(404);
    assertThat(others.body()).isEqualTo(script("/joint/nobody/v1/view", secret).body());
  }

  @Test
  void whatIsWrongWithASecretIsToldToNobody() {
    open("KPMG", "2027-03-31");
    Reply form = submit(new Browser(gateway), wrong("orchard"));
    Reply call = script(VIEW, wrong("orchard"));
    assertThat(form.status()).isEqualTo(401);
    assertThat(form.text()).contains("This secret opens no books, or not any more.");
    assertThat(form.headers().contains("set-cookie")).isFalse();
    assertThat(call.status()).isEqualTo(401);
    assertThat(call.headers().combined("www-authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\"");

    for (String other : List.of(wrong("pear"), wrong("nobody"), "orchard", "", "%00")) {
      Reply alike = submit(new Browser(gateway), other);
      assertThat(alike.status()).as(other).isEqualTo(401);
      assertThat(alike.body()).as(other).isEqualTo(form.body());
      assertThat(script(VIEW, other).body()).as(other).isEqualTo(call.body());
    }
    assertThat(new Browser(gateway).get("/joint/?secret=" + wrong("orchard")).status())
        .isEqualTo(401);
  }

  @Test
  void afterTooManyWrongOnesNotEvenTheRightOneIsLookedAt() {
    String secret = open("KPMG", "2027-03-31");
    for (String agreement : List.of("orchard", "nobody")) {
      for (int i = 0; i < Attempts.MOST; i++) {
        Reply reply =
            i % 2 == 0
                ? script(VIEW, wrong(agreement))
                : submit(new Browser(gateway), wrong(agreement));
        assertThat(reply.status()).as("%s, %d", agreement, i).isEqualTo(401);
      }
    }

    Reply known = script(VIEW, secret);
    assertThat(known.status()).isEqualTo(429);
    assertThat(known.headers().combined("retry-after")).isEqualTo("60");
    assertThat(script(VIEW, wrong("nobody")).body()).isEqualTo(known.body());
    Reply form = submit(new Browser(gateway), secret);
    assertThat(form.status()).isEqualTo(429);
    assertThat(submit(new Browser(gateway), wrong("nobody")).body()).isEqualTo(form.body());
    assertThat(script(VIEW, wrong("pear")).status()).as("another's count").isEqualTo(401);

    now = now.plus(Attempts.WINDOW);
    assertThat(script(VIEW, secret).status()).isEqualTo(200);
  }

  @Test
  void readersPushNobodyOfThePartnersOut() {
    String secret = open("KPMG", "2027-03-31");
    var partner = new Browser(gateway);
    partner.open(orchard.post("/v1/agreements/orchard/view", "{}").json().get("link").textValue());
    var first = inside(secret);
    for (int i = 0; i < 64; i++) {
      inside(secret);
    }
    assertThat(partner.get("/joint/orchard").status()).isEqualTo(200);
    assertThat(first.get("/joint/orchard").status()).as("the oldest of theirs").isEqualTo(401);
  }

  @Test
  void aFormOfAnotherSiteLetsNobodyIn() {
    String secret = open("KPMG", "2027-03-31");
    var browser = new Browser(gateway);
    String body = "secret=" + secret;
    assertThat(browser.post("/joint/books", "https://elsewhere.example", body).status())
        .isEqualTo(403);
  }

  @Test
  void theCommandSaysWhyItOpensNothing() {
    String secret = open("KPMG", "2027-03-31");
    Said again = order("books", "open", "orchard", "KPMG", "--until", "2027-06-30");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).doesNotContain("orchard.");
    assertThat(again.err()).contains("open to KPMG already, until 2027-03-31");
    assertThat(script(VIEW, secret).json().at("/readers/0/until").textValue())
        .isEqualTo("2027-03-31");
    Said pear = order("books", "open", "pear", "KPMG", "--until", "2027-06-30");
    assertThat(pear.err()).contains("has not accepted the terms yet");
    Said nobody = order("books", "close", "orchard", "BDO");
    assertThat(nobody.err()).contains("the books are not open to BDO, but to KPMG");
    assertThat(InProcess.run("books").exit()).isEqualTo(2);
  }

  @Test
  void theAuditAcceptsWhatWasRecorded() {
    open("KPMG", "2027-03-31");
    ordered("books", "close", "orchard", "KPMG");
    Said audit = InProcess.by(() -> now).run("audit", directory.toString());
    assertThat(audit.exit()).as(audit.toString()).isZero();
  }
}
