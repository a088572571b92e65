package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.entente.catalog.Filter.Operator;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Page;
import dev.entente.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an API that is broken, lies or means harm can do: its dataset is not there for a while. */
class UntrustedApiTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  @Test
  void whatIsOfAnotherTypeIsLeftEmptyAndCounted() {
    shop.answer(
        """
        [{"id": "a", "name": {"first": "A"}, "employees": "many", "founded": "10000-01-01"},
         {"id": "b", "name": ["B"], "employees": 1.5, "founded": "0000-12-31", "share": "NaN"},
         {"id": 3, "name": true, "employees": 9007199254740993, "founded": 7, "share": 1e999}]
        """);
    Page page = shop.open().read(Shop.everything());
    assertThat(Shop.column(page, 0)).containsExactly("3", "a", "b");
    assertThat(Shop.column(page, 1)).containsExactly("true", null, null);
    for (int field = 2; field < 5; field++) {
      assertThat(Shop.column(page, field)).containsOnlyNulls();
    }
    assertThat(shop.findings)
        .containsExactly(
            "name: 2 cells are no string and left empty; the first, in record 1, is `an object`",
            "employees: 3 cells are no integer and left empty; the first, in record 1, is `many`",
            "founded: 3 cells are no date and left empty; the first, in record 1, is `10000-01-01`",
            "share: 2 cells are no number and left empty; the first, in record 2, is `NaN`");
  }

  @Test
  void aWholeNumberIsAnIntegerHoweverItIsWritten() {
    shop.answer(
        """
        [{"id": "a", "employees": 7.0}, {"id": "b", "employees": 70e-1}, {"id": "c", "employees": -0.0},
         {"id": "d", "employees": 7.5}, {"id": "e", "employees": 1e16}, {"id": "f", "employees": 1e999999999},
         {"id": "g", "employees": "7.0"}, {"id": "h", "employees": 1E2}, {"id": "i", "employees": 1e99999999999}]
        """);
    Page page = shop.open().read(Shop.everything());
    assertThat(Shop.column(page, 2))
        .containsExactly(7L, 7L, 0L, null, null, null, null, 100L, null);
    assertThat(shop.findings)
        .containsExactly(
            "employees: 5 cells are no integer and left empty; the first, in record 4, is `7.5`");
  }

  @Test
  void rowsWithoutAKeyOrWithOneSeenBeforeAreLeftOutAndCounted() {
    shop.answer(
        """
        [{"id": "a", "name": "first"}, {"id": null}, {"id": ""}, {"name": "nobody"}, 7, null,
         {"id": "a", "name": "second"}]
        """);
    Page page = shop.open().read(Shop.everything());
    assertThat(Shop.column(page, 1)).containsExactly("first");
    assertThat(shop.findings)
        .containsExactly(
            "2 rows that cannot be read left out; the first, in record 5, is no object",
            "3 rows without a key left out; the first, in record 2",
            "1 row with a key seen before left out; the first, in the answer");
  }

  @Test
  void textsOfAnyPlaneAreTextsAndHalfAPairIsNone() {
    shop.answer(
        "[{\"id\": \"a\", \"name\": \"\\uD83D\\uDE00 😀\"}, {\"id\": \"b\", \"name\": \"\\uD83D\"}]");
    Page page = shop.open().read(Shop.everything());
    assertThat(Shop.column(page, 1)).containsExactly("😀 😀", null);
  }

  @Test
  void aPlaceThatIsAValueWhereAnObjectIsMeantIsEmpty() {
    shop.answer("[{\"id\": \"a\"}]");
    assertThat(Shop.column(shop.open().read(Shop.everything()), 1)).containsOnlyNulls();
  }

  @Test
  void recordsThatWereNotAskedForDoNotMatter() {
    shop.location.put("parameters", Map.of("name", "company_name"));
    shop.answer(Shop.TWO);
    Source source = shop.open();
    Page page = source.read(Shop.where("name", Operator.EQUAL, "Beta"));
    assertThat(Shop.column(page, 0)).containsExactly("b");
    assertThat(shop.server.getAllServeEvents().getFirst().getRequest().getUrl())
        .isEqualTo("/companies?company_name=Beta");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\": []}                 | has no list where `records` says",
        "[{\"id\": 1}] []               | something follows",
        "[{\"id\": 1}                   | ends too early",
        "[{\"id\": 1, \"id\": 2}]       | `id` stands here twice",
        "[{\"x\": {\"y\":1, \"y\":2}}]  | `y` stands here twice",
        "[{\"id\": NaN}]                | does not parse",
        "<html>moment, please</html>    | does not parse",
        "''                             | is empty",
      })
  void anAnswerThatIsNotTheJsonItShouldBeIsRefused(String answer, String reason) {
    shop.answer(answer);
    refused(reason);
  }

  @Test
  void anAnswerThatIsTooDeepIsRefused() {
    shop.answer("[{\"x\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}]");
    refused("more than 100 deep");
  }

  @ParameterizedTest
  @CsvSource({"text/html", "application/xml", "text/plain; charset=utf-8", "''"})
  void anotherMediaTypeIsRefused(String type) {
    shop.answer(aResponse().withBody(Shop.TWO).withHeader("Content-Type", type));
    refused("which is not JSON");
  }

  @ParameterizedTest
  @CsvSource({"204", "206", "400", "401", "403", "404", "410", "500"})
  void anyOtherStatusIsRefusedAtOnce(int status) {
    shop.answer(okJson(Shop.TWO).withStatus(status));
    refused("answers " + status);
    // At the opening, then, and a moment later; a connection that breaks is tried again.
    assertThat(shop.asked()).isBetween(3, 5);
  }

  @Test
  void redirectsAreNotFollowed() {
    shop.server.stubFor(get(urlEqualTo("/elsewhere")).willReturn(okJson(Shop.TWO)));
    shop.answer(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));
    refused("redirects are not followed");
    shop.server.verify(
        0,
        com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void aHugeCellIsRefusedBeforeItIsHeld() {
    shop.answer("[{\"id\": \"a\", \"name\": \"" + "x".repeat(2 << 20) + "\"}]");
    refused("more than 1 MiB");
  }

  @Test
  void anAnswerThatBurstsWhenItIsUnpackedIsRefused() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("[{\"id\": \"".getBytes(StandardCharsets.US_ASCII));
      byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 200; i++) {
        gzip.write(block);
      }
    }
    assertThat(packed.size()).isLessThan(1 << 20);
    shop.answer(
        aResponse()
            .withBody(packed.toByteArray())
            .withHeader("Content-Type", "application/json")
            .withHeader("Content-Encoding", "gzip"));
    refused("more than 1 MiB");
  }

  @ParameterizedTest
  @CsvSource({"br", "deflate", "zstd", "'gzip, gzip'", "compress"})
  void whatIsPackedInAnotherWayIsRefused(String how) {
    shop.answer(okJson(Shop.TWO).withHeader("Content-Encoding", how));
    refused("packed as `" + how + "`");
  }

  @Test
  void whatIsPackedTwiceIsUnpackedOnce() throws IOException {
    shop.answer(packed(zipped(zipped(Shop.TWO.getBytes(StandardCharsets.UTF_8)))));
    refused("not the JSON it should be");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static ResponseDefinitionBuilder packed(byte[] bytes) {
    return aResponse()
        .withBody(bytes)
        .withHeader("Content-Type", "application/json")
        .withHeader("Content-Encoding", "gzip");
  }

  @Test
  void moreRecordsThanTheLimitAreRefused() {
    shop.limits = new Limits(8, 16, Duration.ofSeconds(2), 1, 1 << 20);
    shop.answer(Shop.TWO);
    refused("more than 1 records");
  }

  @Test
  void aServerThatDoesNotAnswerIsWaitedForNoLongerThanTheLimit() {
    shop.limits = new Limits(8, 16, Duration.ofSeconds(1), 1_000, 1 << 20);
    shop.answer(okJson(Shop.TWO).withFixedDelay(20_000));
    long begun = System.nanoTime();
    refused("in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aServerThatTricklesIsWaitedForNoLongerThanTheLimit() {
    shop.limits = new Limits(8, 16, Duration.ofSeconds(1), 1_000, 1 << 20);
    shop.answer(okJson(Shop.TWO).withChunkedDribbleDelay(20, 20_000));
    long begun = System.nanoTime();
    refused("in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aPageThatComesAgainIsACircle() {
    shop.location.put("page", Map.of("style", "page", "parameter", "page"));
    shop.answer(Shop.TWO);
    refused("gives the page before once more");
  }

  @Test
  void aCursorThatComesAgainIsACircle() {
    shop.location.put("records", "/data");
    shop.location.put("page", Map.of("style", "cursor", "parameter", "after", "next", "/next"));
    shop.server.stubFor(get(anyUrl()).willReturn(okJson("{\"data\": [], \"next\": \"again\"}")));
    refused("leads in a circle");
  }

  @Test
  void aLinkThatComesAgainIsACircle() {
    shop.location.put("page", Map.of("style", "link"));
    shop.answer(okJson(Shop.TWO).withHeader("Link", "<companies>; rel=next"));
    refused("leads in a circle");
  }

  @Test
  void linksThatComeRoundAreACircle() {
    shop.location.put("page", Map.of("style", "link"));
    for (int page = 1; page <= 3; page++) {
      String json = "[{\"id\": \"%d\"}]".formatted(page);
      String next = "<companies?p=%d>; rel=next".formatted(page % 3 + 1);
      shop.server.stubFor(
          get(urlEqualTo("/companies" + (page == 1 ? "" : "?p=" + page)))
              .willReturn(okJson(json).withHeader("Link", next)));
    }
    shop.server.stubFor(
        get(urlEqualTo("/companies?p=1"))
            .willReturn(
                okJson("[{\"id\": \"1\"}]").withHeader("Link", "<companies?p=2>; rel=next")));
    refused("leads in a circle");
    assertThat(shop.asked()).as("each page once, at the opening and then").isBetween(8, 10);
  }

  @Test
  void whatAnApiSaysOfHowManyThereAreIsNotBelieved() {
    shop.location.put("records", "/data");
    shop.location.put(
        "page", Map.of("style", "page", "parameter", "page", "size", 1, "size-parameter", "n"));
    for (int page = 1; page <= 3; page++) {
      shop.server.stubFor(
          get(urlEqualTo("/companies?page=%d&n=1".formatted(page)))
              .willReturn(
                  okJson(
                      page == 3
                          ? "{\"total\": 9000, \"data\": []}"
                          : "{\"total\": 0, \"data\": [{\"id\": \"%d\"}, {\"id\": \"more\"}]}"
                              .formatted(page))));
    }
    assertThat(Shop.column(shop.open().read(Shop.everything()), 0))
        .as("more than were asked for, and one twice")
        .containsExactly("1", "2", "more");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/companies",
    "//elsewhere.example/companies",
    "https://elsewhere.example/",
    "https://127.0.0.1/companies",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://127.0.0.1@169.254.169.254/",
    "file:///etc/passwd",
    "http://[",
    "javascript:1",
  })
  void aLinkLeadsNowhereButToTheOriginsThatTheManifestNames(String link) {
    shop.location.put("page", Map.of("style", "link"));
    shop.answer(okJson(Shop.TWO).withHeader("Link", "<" + link + ">; rel=\"next\""));
    refused("page 1, leads to");
  }

  @Test
  void aConnectionThatBreaksIsTriedAgainAFewTimes() {
    shop.limits = new Limits(8, 16, Duration.ofSeconds(8), 1_000, 1 << 20);
    shop.answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    refused("4 times in a row");
    // 4 at the opening, 4 then, and one a moment later; a connection that breaks is tried again.
    assertThat(shop.asked()).isBetween(9, 11);
  }

  private void refused(String reason) {
    Source source = shop.open();
    assertThat(shop.findings).singleElement().asString().contains("cannot be read now", reason);
    assertThatThrownBy(() -> source.read(Shop.everything()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(reason);

    if (shop.location.size() == 2 && shop.limits.records() > 1) {
      shop.answer(Shop.TWO);
      assertThat(source.read(Shop.everything()).rows()).as("a moment later").hasSize(2);
    }
  }
}
