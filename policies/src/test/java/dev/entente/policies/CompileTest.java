package dev.entente.policies;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Rows;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An OPA server whose Compile API answers as none should: no row is released. */
class CompileTest {
  private static final String DECISION =
      "{\"result\":{\"released\":{},\"withheld\":{},\"rows\":\"all\"},"
          + "\"provenance\":{\"bundles\":{\"b\":{\"revision\":\"r1\"}}}}";
  private static final String EVERY = "{\"result\":{\"query\":{}}}";
  private static final String IMPOSSIBLE =
      """
      {"code": "evaluation_error", "message": "error(s) occurred while evaluating query",
       "errors": [{"code": "pe_fragment_error", "message": "gt: nested call operand",
                   "location": {"file": "/rego/mine.rego", "row": 7, "col": 2}}]}
      """;

  @RegisterExtension
  private static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final PolicyInput input = Questions.early().input();
  private ServerPolicy policy;

  @BeforeEach
  void start() {
    compiles(okJson(EVERY));
    policy = started();
  }

  private static ServerPolicy started() {
    Bundle bundle =
        Bundle.read(
            Tar.of(
                Map.of(
                    "/.manifest",
                    "{\"revision\":\"r1\"}".getBytes(UTF_8),
                    "/a.rego",
                    "package entente.rows\n\ninclude if true\n".getBytes(UTF_8))));
    return ServerPolicy.start(
        bundle, OpaAddress.parse("http://127.0.0.1:" + SERVER.getPort()), Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    policy.close();
  }

  private static void compiles(ResponseDefinitionBuilder answer) {
    SERVER.resetAll();
    SERVER.stubFor(post(urlPathMatching("/v1/data/.*")).willReturn(okJson(DECISION)));
    SERVER.stubFor(post(urlPathMatching("/v1/compile/.*")).willReturn(answer));
  }

  @Test
  void it_is_asked_for_what_rows_come_to_before_one_is_known() {
    assertThat(policy.decide(input).rows()).isEqualTo(new Rows.Every());
    SERVER.verify(
        postRequestedFor(urlMatching("/v1/compile/entente/rows/include"))
            .withHeader("accept", equalTo("application/vnd.opa.ucast.all+json"))
            .withRequestBody(
                equalToJson("{\"input\": " + input.json() + ", \"unknowns\": [\"input.row\"]}")));
  }

  @Test
  void what_it_says_and_what_the_decision_says_must_both_hold() {
    compiles(
        okJson(
            EVERY.replace(
                "{}",
                "{\"type\":\"field\",\"operator\":\"eq\",\"field\":\"row.ticker\",\"value\":\"A\"}")));
    Rows compiled = policy.decide(input).rows();
    assertThat(compiled).isInstanceOf(Rows.Where.class);

    String said = "{\"field\":\"employees\",\"operator\":\">\",\"value\":5}";
    SERVER.stubFor(
        post(urlPathMatching("/v1/data/.*")).willReturn(okJson(DECISION.replace("\"all\"", said))));
    assertThat(policy.decide(input).rows().document().toString())
        .startsWith("{and=[{field=employees, operator=>, value=5}, ")
        .endsWith(compiled.document() + "]}");
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(okJson("[]"), "is not understood"),
        Arguments.of(okJson("{\"result\":true}"), "is not understood"),
        Arguments.of(okJson("{\"result\":{\"query\":null}}"), "is not understood"),
        Arguments.of(okJson(EVERY.replace("{}", "{\"type\":\"all\"}")), "is not understood"),
        Arguments.of(okJson("{\"result\":{\"query\":"), "does not answer in JSON"),
        Arguments.of(okJson(IMPOSSIBLE).withStatus(400), "operand, in /rego/mine.rego:7:2"),
        Arguments.of(okJson(EVERY).withStatus(400), "makes no conditions of"),
        Arguments.of(okJson(EVERY).withStatus(404), "it answers 404"),
        Arguments.of(okJson(EVERY).withStatus(500), "it answers 500"),
        Arguments.of(okJson(EVERY).withFixedDelay(3_000), "does not answer within 2000 ms"),
        Arguments.of(aResponse().withFault(Fault.EMPTY_RESPONSE), "cannot be asked"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answers")
  void an_answer_that_is_none_releases_nothing(ResponseDefinitionBuilder answer, String why) {
    compiles(answer);
    assertThatThrownBy(() -> policy.decide(input))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.POLICY_UNAVAILABLE))
        .hasMessageContaining(why);
    compiles(okJson(EVERY));
    assertThat(policy.decide(input).rows()).isEqualTo(new Rows.Every());
  }

  @Test
  void conditions_of_a_revision_that_came_between_are_none() {
    SERVER.resetAll();
    SERVER.stubFor(post(urlPathMatching("/v1/compile/.*")).willReturn(okJson(EVERY)));
    for (String[] step : new String[][] {{Scenario.STARTED, "r1"}, {"then", "r2"}}) {
      SERVER.stubFor(
          post(urlPathMatching("/v1/data/.*"))
              .inScenario("bundles")
              .whenScenarioStateIs(step[0])
              .willSetStateTo("then")
              .willReturn(okJson(DECISION.replace("r1", step[1]))));
    }
    assertThatThrownBy(() -> policy.decide(input)).hasMessageContaining("of the revisions [r2]");
  }

  @Test
  void with_one_that_cannot_compile_there_is_no_start() {
    compiles(okJson(EVERY).withStatus(404));
    assertThatThrownBy(CompileTest::started).hasMessageContaining("it answers 404");
    compiles(okJson(IMPOSSIBLE).withStatus(400));
    assertThatThrownBy(CompileTest::started).hasMessageContaining("mine.rego:7:2");
  }
}
