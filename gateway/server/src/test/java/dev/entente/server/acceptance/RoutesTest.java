package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a caller may go, and that what is closed to it looks as if it were not there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  private static final String OURS = "/v1/agreements/orchard";
  private static final String QUERY = OURS + "/datasets/accounts/query";

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

  private Reply get(SigningKey key, String target) {
    return probe.send(HandMade.get(gateway, key, target));
  }

  private Reply post(String target, String body) {
    return probe.send(HandMade.post(gateway, alliance.orchard, target, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/standing",
        "/datasets",
        "/datasets/accounts",
        "/datasets/secrets",
        "/entries",
        "/entries/0/proof",
        "/entries/1/proof",
        "/entries/1/receipt",
        "/nonsense",
        "/datasets/%2e%2e"
      })
  void anAgreementOfOthersIsByteForByteAsAbsentAsNone(String rest) {
    Reply others = get(alliance.orchard, "/v1/agreements/pear" + rest);
    Reply none = get(alliance.orchard, "/v1/agreements/nobody" + rest);

    Probe.isRefused(others, 404, "not-a-party");
    assertThat(others.body()).isEqualTo(none.body());
    assertThat(visible(others)).isEqualTo(visible(none));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/datasets/accounts/query",
        "/datasets/secrets/query",
        "/acceptance",
        "/view",
        "/acknowledgements"
      })
  void postingToAnAgreementOfOthersIsAnsweredAsToNone(String rest) {
    for (String body : List.of("{}", "no JSON", "{\"terms-hash\":\"\"}")) {
      Reply others = post("/v1/agreements/pear" + rest, body);
      Reply none = post("/v1/agreements/nobody" + rest, body);

      Probe.isRefused(others, 404, "not-a-party");
      assertThat(others.body()).isEqualTo(none.body());
      assertThat(visible(others)).isEqualTo(visible(none));
    }
  }

  /** The headers that do not hold a signature, with which nothing may be told apart. */
  private static List<String> visible(Reply reply) {
    return reply.headers().lines().stream()
        .filter(line -> !line.name().startsWith("signature"))
        .map(line -> line.name() + ": " + line.value())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/agreements/Orchard",
        "/v1/agreements/orchard%20",
        "/v1/agreements/-orchard",
        "/v1/agreements/",
        "/v1/agreements//",
        "/v1/agreements//orchard",
        "/v1/agreements/../agreements/orchard",
        "/v1/agreements/./orchard",
        "/v1/agreements/%6frchard",
        "/v1/agreements/orchard;a=b",
        "/v1/agreements/orchard%00",
        "/v1/agreements/%2e%2e/orchard",
        "/v1/agreements/orchard%2fstanding"
      })
  void anAgreementSpelledOtherwiseIsNotThere(String target) {
    Probe.isRefused(get(alliance.orchard, target), 404, "not-a-party");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/agreements/orchard",
        "//v1/agreements/orchard",
        "/v1//agreements/orchard",
        "/v1/agreements",
        "/v1/log",
        "/V1/agreements/orchard",
        "/etc/passwd",
        "/v1/agreements/orchard/",
        "/v1/agreements/orchard//standing",
        "/v1/agreements/orchard/../orchard",
        "/v1/agreements/orchard/standing/",
        "/v1/agreements/orchard/acknowledgements/1",
        "/v1/agreements/orchard/entries/5/receipts",
        "/v1/agreements/orchard/datasets/accounts/aggregates",
        "/v1/agreements/orchard/datasets/accounts/query/"
      })
  void whatIsNoCallIsNotFound(String target) {
    Probe.isRefused(get(alliance.orchard, target), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/datasets/secrets",
        "/datasets/nothing",
        "/datasets/Accounts",
        "/datasets/%2e%2e",
        "/datasets/",
        "/datasets/accounts%00",
        "/datasets/accounts.csv"
      })
  void aDatasetThatTheAgreementHasNotIsUnknown(String rest) {
    Probe.isRefused(get(alliance.orchard, OURS + rest), 404, "dataset-unknown");
    Probe.isRefused(post(OURS + rest + "/query", "{}"), 404, "dataset-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999", "-1", "01", "1e3", "999999999999999999999", "x", "%31"})
  void anEntryOfOthersIsAsUnknownAsNone(String index) {
    // Entry 0 activates the policy: nobody's. The one that opened pear's agreement is tried below.
    Probe.isRefused(
        get(alliance.orchard, OURS + "/entries/" + index + "/proof"), 404, "entry-unknown");
  }

  @Test
  void ofAllEntriesOnlyOnesOwnAreListedAndProved() {
    long size = probe.logSize();
    List<Long> listed =
        get(alliance.orchard, OURS + "/entries")
            .json()
            .get("entries")
            .valueStream()
            .map(entry -> entry.get("index").longValue())
            .toList();
    assertThat(listed).isNotEmpty().hasSizeLessThan((int) size);
    Reply none = get(alliance.orchard, OURS + "/entries/" + (size + 1000) + "/proof");
    for (long index = 0; index < size; index++) {
      Reply proof = get(alliance.orchard, OURS + "/entries/" + index + "/proof");
      if (listed.contains(index)) {
        assertThat(proof.status()).isEqualTo(200);
      } else {
        assertThat(proof.body()).isEqualTo(none.body());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST,,GET",
    "DELETE,,GET",
    "PUT,/standing,GET",
    "PATCH,/datasets,GET",
    "POST,/datasets/accounts,GET",
    "GET,/datasets/accounts/query,POST",
    "GET,/acceptance,POST",
    "GET,/view,POST",
    "GET,/acknowledgements,POST",
    "POST,/entries,GET",
    "POST,/entries/1/proof,GET",
    "POST,/entries/1/receipt,GET",
    "OPTIONS,/standing,GET",
    "TRACE,/standing,GET"
  })
  void anotherMethodIsNotAllowedAndTheRightOneIsNamed(String method, String rest, String right) {
    HandMade request = HandMade.get(gateway, alliance.orchard, OURS + (rest == null ? "" : rest));
    request.method = method;
    Reply reply = probe.send(request);

    Probe.isRefused(reply, 405, "method-not-allowed");
    assertThat(reply.headers().combined("allow")).contains(right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/plain", "application/xml, image/*", "application/json;q=0"})
  void anAnswerThatCannotBeGivenIsNotAcceptable(String accept) {
    HandMade request = HandMade.get(gateway, alliance.orchard, OURS + "/standing");
    request.header("accept", accept);
    probe.refused(request, 406, "not-acceptable");

    HandMade query = HandMade.post(gateway, alliance.orchard, QUERY, "{}");
    query.header("accept", accept);
    probe.refused(query, 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/*", "*/*", "text/html, */*;q=0.1", ""})
  void whatTakesJsonGetsIt(String accept) {
    HandMade request = HandMade.get(gateway, alliance.orchard, OURS + "/standing");
    request.header("accept", accept);
    assertThat(probe.send(request).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/csv",
        "application/x-ndjson",
        "application/jsonp",
        "json",
        ";",
        "application/json, text/csv",
        "application/json; charset=utf-16"
      })
  void aBodyOfAnotherKindIsNotTaken(String type) {
    HandMade request = HandMade.post(gateway, alliance.orchard, QUERY, "{}");
    request.only("content-type", type);
    probe.refused(request, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=1001",
        "?limit=-1",
        "?from=-1",
        "?from=x",
        "?limit=1&limit=2",
        "?nonsense=1",
        "?from=1e3",
        "?limit",
        "?%66rom=1",
        "?from=99999999999999999999"
      })
  void entriesAreAskedForWithWholeNumbers(String query) {
    Probe.isRefused(get(alliance.orchard, OURS + "/entries" + query), 400, "query-malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/standing", "/datasets", "/datasets/secrets", "/entries", "/entries/1/proof"})
  void beforeAcceptanceEveryOtherCallSaysSo(String rest) {
    Reply reply = get(alliance.pear, "/v1/agreements/pear" + rest);
    Probe.isRefused(reply, 403, "agreement-not-accepted");
    assertThat(reply.json().get("unlock")).isNotEmpty();
    assertThat(reply.json().get("since").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"terms-hash\":\"\"}",
        "{\"terms-hash\":1}",
        "{\"terms-hash\":null}",
        "[]",
        "{\"terms-hash\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}",
        "{\"terms-hash\":\"a\",\"terms-hash\":\"b\"}",
        "no JSON",
        ""
      })
  void anAcceptanceOfOtherTermsIsRefusedAndChangesNothing(String body) {
    HandMade request = HandMade.get(gateway, alliance.pear, "/v1/agreements/pear/acceptance");
    request.method = "POST";
    if (!body.isEmpty()) {
      request = HandMade.post(gateway, alliance.pear, "/v1/agreements/pear/acceptance", body);
    }
    Reply reply = probe.send(request);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(get(alliance.pear, "/v1/agreements/pear").json().get("state").textValue())
        .isEqualTo("proposed");
  }
}
