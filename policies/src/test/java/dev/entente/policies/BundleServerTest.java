package dev.entente.policies;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.entente.problem.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundleServerTest {
  private static final String PATH = "/bundles/halden.tar.gz";

  @RegisterExtension
  private static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private BundleServer source;

  @BeforeEach
  void start() {
    source =
        new BundleServer(
            URI.create(SERVER.baseUrl() + PATH), Optional.of("s3cret"), Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void a_bundle_is_given_once_and_asked_for_by_its_etag() {
    answers(bundle("1").withHeader("etag", "\"one\""));
    assertThat(source.look().orElseThrow().named().text()).isEqualTo("1");

    answers(aResponse().withStatus(304));
    assertThat(source.look()).isEmpty();
    SERVER.verify(
        getRequestedFor(urlEqualTo(PATH))
            .withHeader("if-none-match", equalTo("\"one\""))
            .withHeader("authorization", equalTo("Bearer s3cret")));

    answers(bundle("2").withHeader("etag", "\"two\""));
    assertThat(source.look().orElseThrow().named().text()).isEqualTo("2");
  }

  @Test
  void an_etag_that_lies_changes_nothing_that_is_not_read() {
    answers(bundle("1").withHeader("etag", "\"one\""));
    source.look();
    answers(bundle("2").withHeader("etag", "\"one\""));
    assertThat(source.look().orElseThrow().named().text()).as("it is another").isEqualTo("2");

    var fresh = new BundleServer(URI.create(SERVER.baseUrl() + PATH), Optional.empty());
    answers(aResponse().withStatus(304));
    assertThatThrownBy(fresh::look)
        .as("not modified, and nothing was ever had")
        .isInstanceOf(Unavailable.class);
    fresh.close();
  }

  @Test
  void the_etag_of_what_was_no_bundle_is_forgotten() {
    answers(aResponse().withBody("<html>").withHeader("etag", "\"page\""));
    assertThatThrownBy(source::look).isInstanceOf(BundleRefused.class).hasMessageContaining(PATH);
    answers(bundle("1"));
    assertThat(source.look()).isPresent();
    SERVER.verify(getRequestedFor(urlEqualTo(PATH)).withoutHeader("if-none-match"));
  }

  static Stream<ResponseDefinitionBuilder> misbehaviours() {
    return Stream.of(
        aResponse().withStatus(404),
        aResponse().withStatus(500),
        aResponse().withStatus(302).withHeader("location", PATH),
        bundle("1").withFixedDelay(5_000),
        bundle("1").withChunkedDribbleDelay(100, 20_000),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
        aResponse().withBody(new byte[Bundle.LARGEST + 1]));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void a_server_that_misbehaves_gives_nothing_in_time(ResponseDefinitionBuilder answer) {
    answers(answer);
    long start = System.nanoTime();
    assertThatThrownBy(source::look).isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));

    answers(bundle("1"));
    assertThat(source.look()).as("and it is asked again").isPresent();
  }

  @Test
  void it_is_not_followed_elsewhere() {
    answers(aResponse().withStatus(302).withHeader("location", "/elsewhere.tar.gz"));
    SERVER.stubFor(get("/elsewhere.tar.gz").willReturn(bundle("1")));
    assertThatThrownBy(source::look)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("it answered 302");
  }

  private static ResponseDefinitionBuilder bundle(String revision) {
    return aResponse()
        .withBody(
            Tar.of(Map.of(".manifest", ("{\"revision\":\"" + revision + "\"}").getBytes(UTF_8))));
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    SERVER.resetAll();
    SERVER.stubFor(get(PATH).willReturn(answer));
  }
}
