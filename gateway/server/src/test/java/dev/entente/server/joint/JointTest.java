package dev.entente.server.joint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.server.cli.InProcess;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let into the joint view, what they see there, and what they do not. */
class JointTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir Path directory;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;
  private Instant now = Instant.parse("2026-11-26T09:00:00Z");

  @BeforeEach
  void start() {
    alliance = new TinyAlliance(directory).change("entente.yaml", "cleared: 3", "cleared: 0");
    gateway = RunningGateway.start(alliance, () -> now);
    orchard = gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String link() {
    Reply reply = orchard.post("/v1/agreements/orchard/view", "{}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("link").textValue();
  }

  private Browser inside() {
    var browser = new Browser(gateway);
    assertThat(browser.open(link()).status()).isEqualTo(303);
    return browser;
  }

  private void order(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add(1, directory.toString());
    all.addAll(List.of("--because", "words-of-ours"));
    var said = InProcess.by(() -> now).run(all.toArray(String[]::new));
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  @Test
  void aLinkWorksOnceAndToLookAtItDoesNotUseIt() {
    String link = link();
    var browser = new Browser(gateway);
    assertThat(browser.get(link).text()).contains("Open the joint view");
    assertThat(browser.get(link).status()).isEqualTo(200);

    Reply opened = browser.open(link);

    assertThat(opened.headers().combined("location")).isEqualTo("/joint/orchard");
    assertThat(opened.headers().combined("set-cookie"))
        .startsWith("entente-joint=")
        .contains("Path=/joint", "HTTPOnly", "SameSite=Strict");
    assertThat(browser.get("/joint/orchard").text()).contains("Orchard Devices");
    assertThat(new Browser(gateway).open(link).status()).isEqualTo(410);
    assertThat(new Browser(gateway).get(link).status()).isEqualTo(410);
  }

  @Test
  void whoIsNotLetInSeesNothing() {
    var browser = new Browser(gateway);
    Reply orchards = browser.get("/joint/orchard");
    assertThat(orchards.status()).isEqualTo(401);
    assertThat(orchards.body()).isEqualTo(browser.get("/joint/nobody").body());
    assertThat(browser.get("/joint/orchard/v1/view").status()).isEqualTo(401);
    assertThat(browser.get("/joint/orchard/v1/entries/5").status()).isEqualTo(401);
    assertThat(browser.get("/joint").status()).isEqualTo(401);
    browser.cookie = "entente-joint=guessed";
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
    assertThat(browser.open("once=guessed").status()).isEqualTo(410);
  }

  @Test
  void anotherAgreementIsAsUnknownAsNone() {
    var browser = inside();
    for (String rest : List.of("", "/entries", "/v1/view", "/v1/entries/5")) {
      Reply others = browser.get("/joint/pear" + rest);
      Reply none = browser.get("/joint/nobody" + rest);
      assertThat(others.status()).isEqualTo(404);
      assertThat(others.body()).isEqualTo(none.body());
    }
    Reply others = browser.get("/joint/orchard/v1/entries/" + indexOf("pear"));
    assertThat(others.status()).isEqualTo(404);
    assertThat(others.body()).isEqualTo(browser.get("/joint/orchard/v1/entries/999").body());
  }

  private long indexOf(String agreement) {
    return gateway
        .caller(agreement.equals("pear") ? alliance.pear : alliance.orchard)
        .get("/v1/agreements/" + agreement + "/entries")
        .json()
        .at("/entries/0/index")
        .longValue();
  }

  @Test
  void theFiguresAreThoseOfTheProtocol() throws Exception {
    orchard.post(QUERY, "{}");
    var browser = inside();
    assertThat(browser.get("/joint/orchard").text()).contains("5 records of accounts");

    JsonNode view = browser.get("/joint/orchard/v1/view").json();

    assertThat(view.get("standing"))
        .isEqualTo(orchard.get("/v1/agreements/orchard/standing").json());
    assertThat(view.at("/datasets/0"))
        .isEqualTo(orchard.get("/v1/agreements/orchard/datasets/accounts").json());
    assertThat(view.at("/course/0/exposure")).isEqualTo(view.at("/standing/exposure"));
    assertThat(view.at("/known/0/field").textValue()).isEqualTo("ticker");
    String page = browser.get("/joint/orchard").text();
    assertThat(page)
        .contains("given " + view.at("/standing/given").asText())
        .contains("reach stage mid")
        .doesNotContain("notes");
  }

  @Test
  void anEntryIsGivenWithItsProofAsTheProtocolGivesIt() {
    orchard.post(QUERY, "{}");
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    JsonNode last = mine.get(mine.size() - 1);

    JsonNode shown = inside().get("/joint/orchard/v1/entries/" + last.get("index")).json();

    assertThat(shown.get("entry")).isEqualTo(last.get("entry"));
    assertThat(shown.get("proof").textValue())
        .isEqualTo(
            orchard.get("/v1/agreements/orchard/entries/" + last.get("index") + "/proof").text());
  }

  @Test
  void aReleaseIsShownWithItsReceiptAndNothingElseIs() {
    orchard.post(QUERY, "{}");
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    long last = mine.get(mine.size() - 1).get("index").longValue();
    var browser = inside();

    String receipt = "/joint/orchard/v1/entries/" + last + "/receipt";
    assertThat(browser.get("/joint/orchard").text()).contains(receipt);
    assertThat(browser.get(receipt).text().strip())
        .isEqualTo(
            orchard
                .get("/v1/agreements/orchard/entries/" + last + "/receipt")
                .json()
                .get("receipt")
                .textValue());
    for (long other : List.of(indexOf("pear"), last + 1, mine.get(0).get("index").longValue())) {
      assertThat(browser.get("/joint/orchard/v1/entries/" + other + "/receipt").status())
          .isEqualTo(404);
    }
  }

  @Test
  void whatIsOursAloneChangesNoByte() throws Exception {
    orchard.post(QUERY, "{}");
    var before = inside();
    assertThat(before.get("/joint/orchard").text()).contains("5 records of accounts");
    List<String> saw = all(before);

    order("propose", "orchard", "mid", "--as", "ana");
    order("approve", "orchard", "mid", "--as", "bo");
    comment();
    order("record", "orchard", "review", "pricing", "--next", "2027-01-01", "--as", "ana");
    Caller pear = gateway.caller(alliance.pear);
    String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
    pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    pear.post("/v1/agreements/pear/datasets/secrets/query", "{}");
    order("suspend", "pear", "--as", "chi");
    alliance.change("entente.yaml", "bo, chi]", "bo, chi, dora]");
    alliance.change("datasets/accounts.yaml", "notes: ", "gossip: ");
    alliance.change("data/accounts.csv", "margin,notes", "margin,gossip");
    gateway.restart();
    orchard = gateway.caller(alliance.orchard);
    var after = inside();
    assertThat(after.get("/joint/orchard").text()).contains("5 records of accounts");

    assertThat(all(after)).isEqualTo(saw);
    assertThat(String.join("", saw)).doesNotContain("chi", "words-of-ours", "Pear");
    orchard.post(QUERY, "{\"fields\":[\"ticker\"]}");
    assertThat(all(after)).isNotEqualTo(saw);
  }

  /** What is said among us of what is proposed. */
  private void comment() throws IOException {
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    var proposal = mine.get(mine.size() - 2).get("index").longValue();
    var key =
        SigningKey.parse(Files.readString(OperatorKeys.in(directory.resolve("state")).file("chi")));
    String document =
        OperatorDocument.sign(
                "halden",
                "chi",
                key,
                new Command.Comment(new AgreementId("orchard"), "mid", proposal),
                "words-of-ours",
                now)
            .compact();
    try (var wire = new Wire(gateway.admin())) {
      Reply reply =
          wire.send(
                  "POST /v1/orders HTTP/1.1\r\nHost: %s\r\nContent-Type: application/jose\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(gateway.admin().authority(), document.length(), document))
              .reply();
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }

  /** Everything that can be read, but for proofs, which name the newest checkpoint. */
  private static List<String> all(Browser browser) {
    var all = new ArrayList<String>();
    for (String page : List.of("", "/entries", "/v1/view")) {
      all.add(browser.get("/joint/orchard" + page).text());
    }
    for (int index = 0; index < 40; index++) {
      Reply reply = browser.get("/joint/orchard/v1/entries/" + index);
      all.add(reply.status() == 200 ? reply.json().get("entry").textValue() : reply.text());
    }
    return all;
  }

  @Test
  void wordsOfOursStayWithUsWhereTheDeedIsShown() throws Exception {
    order("record", "orchard", "dispute", "invoice", "--as", "chi");
    var browser = inside();
    assertThat(browser.get("/joint/orchard").text()).contains("dispute invoice opened");

    assertThat(String.join("", all(browser))).doesNotContain("chi<", "words-of-ours");
    JsonNode mine = orchard.get("/v1/agreements/orchard/entries").json().get("entries");
    long dispute = mine.get(mine.size() - 1).get("index").longValue();
    assertThat(browser.get("/joint/orchard/v1/entries/" + dispute).status()).isEqualTo(404);
    assertThat(browser.get("/joint/orchard").text())
        .doesNotContain("data-verify=\"" + dispute + "\"")
        .contains("data-verify=\"" + indexOf("orchard") + "\"");
  }

  @Test
  void aKeyThatIsRevokedEndsWhatItOpened() {
    var browser = inside();
    String unused = link();
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);

    order("revoke", "orchard", alliance.orchard.id().toString(), "--as", "ana");

    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
    var late = new Browser(gateway);
    late.open(unused);
    assertThat(late.get("/joint/orchard").status()).isEqualTo(401);
  }

  @Test
  void aSessionEndsAfterHalfAnHourAndALinkAfterTenMinutes() {
    var browser = inside();
    String link = link();
    now = now.plus(Duration.ofMinutes(11));
    assertThat(new Browser(gateway).open(link).status()).isEqualTo(410);
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(200);
    now = now.plus(Duration.ofMinutes(20));
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
  }

  @Test
  void whoLeavesHasLeft() {
    var browser = inside();
    String cookie = browser.cookie;
    assertThat(browser.post("/joint/sign-out", "").status()).isEqualTo(303);
    browser.cookie = cookie;
    assertThat(browser.get("/joint/orchard").status()).isEqualTo(401);
  }

  @Test
  void aFormOfAnotherSiteOpensNothing() {
    String link = link();
    String once = link.substring(link.indexOf("once="));
    var browser = new Browser(gateway);
    assertThat(browser.post("/joint/", "https://elsewhere.example", once).status()).isEqualTo(403);
    assertThat(browser.post("/joint/", "null", once).status()).isEqualTo(403);
    assertThat(browser.post("/joint/", once).status()).isEqualTo(303);
  }

  @Test
  void everyPageForbidsScriptsThatAreNotItsOwnAndFrames() {
    var browser = inside();
    for (String page :
        List.of("/joint/orchard", "/joint/orchard/entries", "/joint/x", "/joint/?once=x")) {
      Reply reply = browser.get(page);
      assertThat(reply.headers().combined("content-security-policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
      assertThat(reply.headers().combined("cache-control")).isEqualTo("no-store");
      assertThat(reply.text()).doesNotContainPattern("<script(?![^>]*src=)|\\son[a-z]+=|style=");
    }
  }

  @Test
  void nothingIsOfferedWhileItIsSuspendedAndThePageSaysSo() {
    order("suspend", "orchard", "--as", "ana");
    var browser = inside();
    assertThat(browser.get("/joint/orchard").text())
        .contains("Nothing is offered as long as the agreement is suspended");
    assertThat(browser.get("/joint/orchard/v1/view").json().get("datasets")).isEmpty();
  }

  @Test
  void onlyAPartyIsGivenALinkAndOnlyOnceItAccepted() {
    assertThat(gateway.caller(alliance.pear).post("/v1/agreements/orchard/view", "{}").status())
        .isEqualTo(404);
    Reply proposed = gateway.caller(alliance.pear).post("/v1/agreements/pear/view", "{}");
    assertThat(proposed.code()).isEqualTo("agreement-not-accepted");
    try (var wire = gateway.wire()) {
      assertThat(wire.get("/jointly").status()).isEqualTo(401);
    }
  }
}
