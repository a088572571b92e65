package dev.entente.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manifest may not say, so that it says no more to an API than it seems to. */
class ManifestTest {
  private final Shop shop = new Shop();

  @AfterEach
  void stop() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url        | \"http://a.example/x\\r\\nHost: b\"           | /url",
        "url        | \"http://a.example/x y\"                      | /url",
        "url        | \"http://me:hush@a.example/\"                 | /url",
        "url        | \"http://a.example/#x\"                       | /url",
        "url        | \"file:///etc/passwd\"                        | /url",
        "url        | \"http:a.example\"                            | /url",
        "headers    | {\"X-A\": \"1\\r\\nX-B: 2\"}                  | /headers/X-A",
        "headers    | {\"X-A\": \"\\u0000\"}                        | /headers/X-A",
        "headers    | {\"X-A\\r\\nX-B\": \"1\"}                     | /headers/X-A\\r\\nX-B",
        "headers    | {\"X-A: 1\": \"1\"}                           | /headers/X-A: 1",
        "headers    | {\"host\": \"b\"}                             | /headers/host",
        "headers    | {\"Content-Length\": \"0\"}                   | /headers/Content-Length",
        "headers    | {\"Transfer-Encoding\": \"chunked\"}          | /headers/Transfer-Encoding",
        "auth       | {\"header\": \"X\\r\\nY\", \"secret\": \"s\"} | /auth/header",
        "auth       | {\"scheme\": \"B\\r\\nX:\", \"secret\": \"s\"} | /auth/scheme",
        "auth       | {\"secret\": \"s\\r\\nX: 1\"}                 | /auth/secret",
        "auth       | {\"secret\": \"s\", \"secret-file\": \"f\"}   | /auth",
        "records    | \"results\"                                   | /records",
        "page       | {\"style\": \"scroll\"}                       | /page/style",
        "parameters | {\"nobody\": \"n\"}                           | /parameters/nobody",
        "parameters | {\"share\": \"s\"}                            | /parameters/share",
        "origins    | [\"http://a.example/path\"]                   | /origins/0",
        "trust      | \"../../../etc/nothing\"                      | /trust",
        "nonsense   | 1                                             | /nonsense",
      })
  void whatWouldSayMoreIsRefusedAtItsPlace(String name, String value, String pointer) {
    shop.location.put(name, Json.read(value.getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(shop::open)
        .isInstanceOfSatisfying(
            Malformed.class,
            e -> assertThat(e.pointer().replace("~1", "/")).isEqualTo(pointer.translateEscapes()))
        .hasMessageNotContaining("hush");
    assertThat(shop.server.getAllServeEvents()).isEmpty();
  }
}
