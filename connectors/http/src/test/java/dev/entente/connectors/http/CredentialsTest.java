package dev.entente.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an API knows the gateway, and that nobody else comes to know the secret. */
class CredentialsTest {
  private static final String SECRET = "s3cret/+=%20";
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  private void serve(String header, String value) {
    shop.server.stubFor(
        get(urlPathEqualTo("/companies"))
            .withHeader(header, equalTo(value))
            .willReturn(okJson(Shop.TWO)));
  }

  @Test
  void aSecretGoesInTheHeaderThatTheManifestNames() {
    shop.location.put("auth", Map.of("header", "X-Api-Key", "secret", SECRET));
    shop.location.put("headers", Map.of("X-Version", "2"));
    serve("X-Api-Key", SECRET);
    shop.open();
    assertThat(shop.findings).isEmpty();
    shop.server.verify(
        getRequestedFor(urlEqualTo("/companies")).withHeader("X-Version", equalTo("2")));
  }

  @Test
  void aSecretInAFileIsReadAnewSoThatItMayChange(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "old\n");
    shop.location.put("auth", Map.of("scheme", "Bearer", "secret-file", "token"));
    shop.location.put("fresh", 0);
    serve("Authorization", "Bearer new");
    Source source = shop.open(directory);
    assertThat(shop.findings).singleElement().asString().contains("answers 404");
    Files.writeString(file, "new\r\n");
    assertThat(source.read(Shop.everything()).rows()).hasSize(2);
    Files.writeString(file, "two\nlines");
    assertThatThrownBy(() -> source.read(Shop.everything()))
        .hasMessage("the secret in token is no printable ASCII");
  }

  @Test
  void aTokenIsAskedForWithTheClientsCredentialsAndKept() {
    tokens(
        Map.of("scope", "crm read"),
        "{\"access_token\": \"t1\", \"token_type\": \"Bearer\", \"expires_in\": 3600}");
    shop.location.put("fresh", 0);
    serve("Authorization", "Bearer t1");
    Source source = shop.open();
    source.read(Shop.everything());
    assertThat(shop.findings).isEmpty();
    // RFC 6749 section 2.3.1: each part is encoded before they are joined.
    shop.server.verify(
        1,
        postRequestedFor(urlEqualTo("/token"))
            .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
            .withHeader(
                "Authorization",
                equalTo(
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(
                                "me:s3cret%2F%2B%3D%2520".getBytes(StandardCharsets.US_ASCII))))
            .withRequestBody(equalTo("grant_type=client_credentials&scope=crm%20read")));
  }

  @Test
  void aClientMayBeNamedInTheBody() {
    tokens(
        Map.of("method", "client_secret_post"),
        "{\"access_token\": \"t1\", \"token_type\": \"bearer\"}");
    serve("Authorization", "Bearer t1");
    shop.open();
    assertThat(shop.findings).isEmpty();
    shop.server.verify(
        postRequestedFor(urlEqualTo("/token"))
            .withRequestBody(
                equalTo(
                    "grant_type=client_credentials&client_id=me&client_secret=s3cret%2F%2B%3D%2520")));
  }

  @Test
  void aTokenThatIsNotTakenAnyMoreIsRenewedOnce() {
    tokens(
        Map.of(), "{\"access_token\": \"t1\", \"token_type\": \"Bearer\", \"expires_in\": 3600}");
    shop.location.put("fresh", 0);
    shop.answer(Shop.TWO);
    Source source = shop.open();
    shop.server.resetAll();
    tokens(
        Map.of(), "{\"access_token\": \"t2\", \"token_type\": \"Bearer\", \"expires_in\": 3600}");
    shop.answer(aResponse().withStatus(401));
    serve("Authorization", "Bearer t2");
    assertThat(source.read(Shop.everything()).rows()).hasSize(2);
    shop.server.verify(1, postRequestedFor(urlEqualTo("/token")));

    shop.server.resetAll();
    tokens(
        Map.of(), "{\"access_token\": \"t3\", \"token_type\": \"Bearer\", \"expires_in\": 3600}");
    shop.answer(aResponse().withStatus(401));
    assertThatThrownBy(() -> source.read(Shop.everything())).hasMessageEndingWith("answers 401");
    shop.server.verify(1, postRequestedFor(urlEqualTo("/token")));
    assertThat(shop.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token_type\": \"Bearer\"}",
        "{\"access_token\": \"t\", \"token_type\": \"mac\"}",
        "{\"access_token\": \"t\\r\\nHost: elsewhere\", \"token_type\": \"Bearer\"}",
        "<html>",
        "{\"access_token\": 1",
      })
  void anAnswerWithoutATokenIsToldWithoutItsText(String answer) {
    tokens(Map.of(), answer);
    shop.open();
    assertThat(shop.findings)
        .singleElement()
        .asString()
        .contains("gives no")
        .doesNotContain("elsewhere");
    assertThat(shop.asked()).isZero();
  }

  @Test
  void noMessageTellsASecret() {
    shop.location.put("url", shop.server.baseUrl() + "/companies?key=" + SECRET);
    shop.location.put("auth", Map.of("header", "X-Api-Key", "secret", SECRET));
    List<Integer> statuses = List.of(302, 400, 401, 404, 429, 500, 503);
    for (int status : statuses) {
      shop.answer(
          aResponse()
              .withStatus(status)
              .withHeader("Retry-After", "60")
              .withHeader("Location", "/" + SECRET)
              .withBody(SECRET));
      shop.open();
      assertThat(shop.findings).singleElement().asString().doesNotContain("s3cret");
    }
    shop.answer(okJson("[" + SECRET));
    shop.open();
    assertThat(shop.findings).singleElement().asString().doesNotContain("s3cret");
    assertThat(Secret.of(SECRET)).hasToString("a secret");
  }

  private void tokens(Map<String, String> more, String answer) {
    var auth = new HashMap<String, Object>(more);
    auth.put("token-url", shop.server.baseUrl() + "/token");
    auth.put("client-id", "me");
    auth.put("secret", SECRET);
    shop.location.put("auth", auth);
    shop.server.stubFor(post(urlEqualTo("/token")).willReturn(okJson(answer)));
  }
}
