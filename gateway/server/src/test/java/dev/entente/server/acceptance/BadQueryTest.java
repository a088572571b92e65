package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no query, or ask for what is not theirs to ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadQueryTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

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

  private Reply ask(String body) {
    return probe.send(HandMade.post(gateway, alliance.orchard, QUERY, body));
  }

  private void refused(String body, int status, String code) {
    long entries = probe.logSize();
    Probe.isRefused(ask(body), status, code);
    assertThat(probe.logSize()).as("nothing is recorded").isEqualTo(entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{} {}",
        "{}x",
        "{'limit':1}",
        "{\"limit\":1,}",
        "\uFEFF{}",
        "{\"limit\":1,\"limit\":1}",
        "{\"filter\":\"a==1\",\"\\u0066ilter\":\"b==1\"}",
        "{\"limit\":0}",
        "{\"limit\":1001}",
        "{\"limit\":-1}",
        "{\"limit\":1.5}",
        "{\"limit\":\"1\"}",
        "{\"limit\":1e400}",
        "{\"limit\":99999999999999999999}",
        "{\"limit\":NaN}",
        "{\"nonsense\":1}",
        "{\"Limit\":1}",
        "{\"fields\":\"ticker\"}",
        "{\"fields\":[1]}",
        "{\"fields\":[\"ticker\",\"ticker\"]}",
        "{\"fields\":[null]}",
        "{\"fields\":{}}",
        "{\"filter\":1}",
        "{\"filter\":\"\"}",
        "{\"filter\":\"sector\"}",
        "{\"filter\":\"sector==\"}",
        "{\"filter\":\"sector=like=a\"}",
        "{\"filter\":\"(sector==a\"}",
        "{\"filter\":\"founded==soon\"}",
        "{\"filter\":\"founded==1.5\"}",
        "{\"filter\":\"sector==a;;sector==b\"}",
        "{\"filter\":\"founded=in=()\"}",
        "{\"filter\":\"founded=out=()\"}",
        "{\"filter\":\"founded=in=\"}",
        "{\"filter\":\"sector=in=()\"}",
        "{\"filter\":\"sector=in=(a,)\"}",
        "{\"filter\":\"sector==()\"}",
        "{\"filter\":\"sector==a,founded=in=()\"}",
        "{\"filter\":\"sector=='a\"}",
        "{\"filter\":\"sector==a'\"}",
        "{\"filter\":\"sector=null=true\"}",
        "{\"filter\":\"sektör==a\"}",
        "{\"filter\":\"()\"}",
        "{\"filter\":\"==a\"}",
        "{\"filter\":\"founded==\\u0000\"}",
        "{\"sort\":\"founded\"}",
        "{\"sort\":[\"founded\",\"founded\"]}",
        "{\"sort\":[\"--founded\"]}",
        "{\"sort\":[\"\"]}",
        "{\"cursor\":1}",
        "{\"cursor\":\"\"}",
        "{\"cursor\":\"AAAA\"}",
        "{\"cursor\":\"not base64\"}",
        "{\"purpose\":1}",
        "{\"filter\":\"\\ud800==a\"}"
      })
  void aBodyThatIsNoQueryIsMalformed(String body) {
    refused(body, 400, "query-malformed");
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    HandMade request = HandMade.post(gateway, alliance.orchard, QUERY, "");
    request.body = new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
    request.sentBody = request.body;
    request.only("content-digest", HandMade.sha256(request.body));
    probe.refused(request, 400, "query-malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "((", "[", "{\"a\":"})
  void nothingIsNestedSoDeepThatItOverflows(String opening) {
    refused(
        "{\"filter\":"
            + HandMade.quoted("(".repeat(10_000) + "sector==a" + ")".repeat(10_000))
            + "}",
        400,
        "query-malformed");
    refused(opening.repeat(100_000), 400, "query-malformed");
    refused("{\"filter\":" + opening.repeat(100_000), 400, "query-malformed");
  }

  @Test
  void aFilterOfSixtyFourLevelsIsTakenAndOneMoreIsNot() {
    assertThat(ask(nested(64)).status()).isEqualTo(200);
    refused(nested(65), 400, "query-malformed");
  }

  /** Of what a filter is made of, in no order that makes sense, or in one that happens to. */
  @Test
  void ofAnyFilterAtAllItIsSaidWhatIsWrongWithIt() {
    String[] parts = {
      "sector",
      "founded",
      "revenue",
      "notes",
      "é",
      "😀",
      "==",
      "!=",
      "=in=",
      "=out=",
      "=x=",
      "<",
      "(",
      ")",
      "()",
      "(a,b)",
      ",",
      ";",
      "'",
      "\"",
      "\\",
      " ",
      "\n",
      "\u0000",
      "\u2028",
      "''",
      "1990",
      "9".repeat(400),
      "*",
      "-",
      "~",
      "null",
      " and ",
      " or "
    };
    var random = new Random(9421);
    for (int i = 0; i < 600; i++) {
      var filter = new StringBuilder(random.nextBoolean() ? "founded" : "sector");
      for (int length = random.nextInt(7); length >= 0; length--) {
        filter.append(parts[random.nextInt(parts.length)]);
      }
      Reply reply =
          ask(new String(Json.write(Map.of("filter", filter.toString())), StandardCharsets.UTF_8));
      assertThat(reply.status() == 200 ? "answered" : reply.code())
          .as("%s: %s", filter, reply.text())
          .isIn("answered", "query-malformed", "field-unknown", "field-not-released");
    }
  }

  private static String nested(int depth) {
    return "{\"filter\":\"%ssector==Energy%s\"}".formatted("(".repeat(depth), ")".repeat(depth));
  }

  @Test
  void aFilterOfAMegabyteIsRefusedOrAnswered() {
    String many = "sector==Energy,".repeat(60_000) + "sector==Energy";
    refused("{\"filter\":" + HandMade.quoted(many) + "}", 400, "query-malformed");
    String values = "1,".repeat(100_000) + "1";
    refused("{\"filter\":\"founded=in=(" + values + ")\"}", 400, "query-malformed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "employees==120     |field-not-released|403", // released as a band
        "city==Berlin       |field-not-released|403", // released truncated
        "margin=gt=0.1      |field-not-released|403", // withheld, though it may be filtered on
        // later
        "revenue=gt=11      |field-not-released|403", // shown in full, but dear
        "sector==a,revenue=gt=11|field-not-released|403", // also where another branch decides
        "notes==hush        |field-unknown     |400", // hidden
        "nothing==hush      |field-unknown     |400"
      })
  void whatIsNotSeenInFullIsNotFilteredOrSortedOn(String filter, String code, int status) {
    refused("{\"filter\":\"" + filter + "\"}", status, code);
    refused("{\"fields\":[\"ticker\"],\"filter\":\"" + filter + "\"}", status, code);
    String field = filter.split("[=,]", -1)[filter.contains(",") ? 3 : 0];
    refused("{\"sort\":[\"-" + field + "\"]}", status, code);
  }

  @Test
  void aHiddenFieldIsAnsweredByteForByteAsOneThatIsNotThere() {
    for (String body :
        new String[] {
          "{\"fields\":[\"%s\"]}",
          "{\"sort\":[\"%s\"]}",
          "{\"filter\":\"%s==1\"}",
          "{\"fields\":[\"ticker\",\"%s\"],\"filter\":\"%s=gt=a\",\"sort\":[\"-%s\"]}"
        }) {
      Reply hidden = ask(body.replace("%s", "notes"));
      Reply none = ask(body.replace("%s", "nosuc"));
      Probe.isRefused(hidden, 400, "field-unknown");
      assertThat(Probe.undecided(hidden).replace("notes", "nosuc"))
          .isEqualTo(Probe.undecided(none));
    }
  }

  @Test
  void anUnagreedPurposeWithholdsEverythingAndSaysWhy() {
    Reply reply = ask("{\"purpose\":\"espionage\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("records")).isEmpty();
    assertThat(reply.json().at("/fields/ticker/because").textValue()).isEqualTo("purpose");
    assertThat(reply.text()).doesNotContain("ABC");
    refused("{\"purpose\":\"espionage\",\"filter\":\"sector==Energy\"}", 403, "field-not-released");
  }

  @Test
  void theAgreedPurposeGivesWhatNoPurposeGives() {
    var stated = ask("{\"purpose\":\"joint-planning\"}").json();
    assertThat(stated.get("records")).isEqualTo(ask("{}").json().get("records")).hasSize(6);
  }
}
