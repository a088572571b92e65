package dev.entente.policies;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.entente.disclosure.PolicyInput;
import dev.entente.problem.PolicyFailure;
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

/** An OPA server that answers as no OPA server should: nothing is released. */
class OpaMisbehavesTest {
  private static final String KNOWN = "\"provenance\":{\"bundles\":{\"b\":{\"revision\":\"r1\"}}}";
  private static final String NOTHING =
      "{\"result\":{\"released\":{},\"withheld\":{},\"rows\":\"all\"}," + KNOWN + "}";

  @RegisterExtension
  private static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final PolicyInput input = Questions.early().input();
  private ServerPolicy policy;

  @BeforeEach
  void start() {
    answers(okJson(NOTHING));
    Bundle bundle =
        Bundle.read(Tar.of(Map.of("/.manifest", "{\"revision\":\"r1\"}".getBytes(UTF_8))));
    policy =
        ServerPolicy.start(
            bundle,
            OpaAddress.parse("http://127.0.0.1:" + SERVER.getPort()),
            Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    policy.close();
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    SERVER.resetAll();
    SERVER.stubFor(post(anyUrl()).willReturn(answer));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(aResponse().withStatus(500), "it answers 500", PolicyFailure.FAILED),
        Arguments.of(
            aResponse().withStatus(302).withHeader("location", "/v1"),
            "it answers 302",
            PolicyFailure.FAILED),
        Arguments.of(okJson("{\"result\":"), "does not answer in JSON", PolicyFailure.MALFORMED),
        Arguments.of(okJson("[]"), "of the revisions []", PolicyFailure.OTHER_REVISION),
        Arguments.of(okJson("{" + KNOWN + "}"), "is undefined", PolicyFailure.UNDEFINED),
        Arguments.of(
            okJson("{\"result\":true," + KNOWN + "}"), "not understood", PolicyFailure.MALFORMED),
        Arguments.of(
            okJson("{\"result\":null," + KNOWN + "}"), "not understood", PolicyFailure.MALFORMED),
        Arguments.of(
            okJson(
                "{\"result\":{\"released\":{\"x\":{\"release\":\"full\"}},\"withheld\":{},\"rows\":\"all\"},"
                    + KNOWN
                    + "}"),
            "no field of that name",
            PolicyFailure.MALFORMED),
        Arguments.of(
            okJson(NOTHING.replace(",\"rows\":\"all\"", "")),
            "`rows` is missing",
            PolicyFailure.MALFORMED),
        Arguments.of(
            okJson(NOTHING.replace("\"all\"", "{\"and\":[]}")),
            "at `/rows/and`",
            PolicyFailure.MALFORMED),
        Arguments.of(
            okJson(NOTHING.replace("r1", "r2")),
            "of the revisions [r2]",
            PolicyFailure.OTHER_REVISION),
        Arguments.of(
            okJson(NOTHING.replace(KNOWN, "\"provenance\":{}")),
            "of the revisions []",
            PolicyFailure.OTHER_REVISION),
        Arguments.of(
            okJson(NOTHING.replace("{\"b\":", "{\"a\":{\"revision\":\"r0\"},\"b\":")),
            "of the revisions [r0, r1]",
            PolicyFailure.OTHER_REVISION),
        Arguments.of(
            okJson("\"" + "x".repeat(5 << 20) + "\""), "is longer than", PolicyFailure.MALFORMED),
        Arguments.of(
            okJson(NOTHING).withFixedDelay(3_000),
            "does not answer within 2000 ms",
            PolicyFailure.SLOW),
        Arguments.of(
            aResponse().withFault(Fault.EMPTY_RESPONSE),
            "cannot be asked",
            PolicyFailure.UNREACHABLE),
        Arguments.of(
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
            "cannot be asked",
            PolicyFailure.UNREACHABLE),
        Arguments.of(
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            "cannot be asked",
            PolicyFailure.UNREACHABLE));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answers")
  void an_answer_that_is_none_releases_nothing(
      ResponseDefinitionBuilder answer, String why, PolicyFailure failure) {
    answers(answer);
    assertThatThrownBy(() -> policy.decide(input))
        .isInstanceOfSatisfying(
            Unavailable.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.POLICY_UNAVAILABLE);
              assertThat(e.failure()).contains(failure);
            })
        .hasMessageContaining(why);
    answers(okJson(NOTHING));
    assertThat(policy.decide(input).released()).isEmpty();
  }

  @Test
  void after_five_failures_it_is_left_alone_and_one_question_tries_whether_it_is_back()
      throws Exception {
    answers(aResponse().withStatus(500));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> policy.decide(input)).isInstanceOf(Unavailable.class);
    }
    SERVER.verify(5, postRequestedFor(anyUrl()));
    assertThat(policy.isAnswering()).isFalse();

    Thread.sleep(1_100);
    assertThatThrownBy(() -> policy.decide(input)).hasMessageContaining("it answers 500");
    assertThatThrownBy(() -> policy.decide(input))
        .hasMessageContaining("is not asked")
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.failure()).contains(PolicyFailure.RESTING));
    SERVER.verify(6, postRequestedFor(anyUrl()));

    answers(okJson(NOTHING));
    Thread.sleep(1_100);
    assertThat(policy.decide(input).released()).isEmpty();
    assertThat(policy.isAnswering()).isTrue();
  }
}
