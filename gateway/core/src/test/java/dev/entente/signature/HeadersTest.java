package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  @Test
  void linesOfOneNameAreTrimmedAndJoinedInOrder() {
    var headers = Headers.of("X-A", " 1\t", "B", "x", "x-a", "2 , 3");
    assertThat(headers.combined("x-a")).isEqualTo("1, 2 , 3");
    assertThat(headers.values("x-a")).containsExactly("1", "2 , 3");
    assertThat(headers.combined("c")).isNull();
    assertThat(headers.count("x-a")).isEqualTo(2);
    assertThat(headers).hasToString("[x-a, b, x-a]");
    assertThatThrownBy(() -> Headers.of("a")).hasMessageContaining("no value");
  }

  @ParameterizedTest
  @CsvSource({
    "https://Example.COM:443, https://example.com",
    "HTTP://example.com:80, http://example.com",
    "https://example.com:80, https://example.com:80",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://[::1]:8080, http://[::1]:8080"
  })
  void anOriginIsNormalized(String text, String origin) {
    assertThat(Origin.parse(text)).hasToString(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "https://",
        "https://h/",
        "https://h/p",
        "https://u@h",
        "https://h?q",
        "https://h#f",
        "ftp://h",
        "https:// h"
      })
  void whatIsNoOriginIsRefused(String text) {
    assertThatThrownBy(() -> Origin.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("origin");
  }

  @ParameterizedTest
  @CsvSource({
    "/a?b=c?d, https://gateway.example/a?b=c?d",
    "/a?, https://gateway.example/a?",
    "//a/../b, https://gateway.example//a/../b",
    "http://evil.example/a?b, https://gateway.example/a?b",
    "http://evil.example, https://gateway.example/",
    "http://evil.example?b, https://gateway.example/?b",
    "/a?to=http://x.example/, https://gateway.example/a?to=http://x.example/"
  })
  void theTargetUriIsOfTheConfiguredOrigin(String target, String uri) {
    var headers = Headers.of("Host", "evil.example", "X-Forwarded-Host", "evil.example");
    assertThat(RequestHead.of("GET", Draft.ORIGIN, target, headers).targetUri()).isEqualTo(uri);
  }

  @Test
  void aKeyIsMadeReadyOnceAndGoneAsSoonAsItIsRevoked() {
    var key = SigningKey.generate().publicKey();
    var registered = new HashSet<>(Set.of(key.id()));
    var keys = new CachedKeys(id -> registered.contains(id) ? key.publicJwk() : null, 2);
    assertThat(keys.find(key.id())).isEqualTo(key).isSameAs(keys.find(key.id()));
    registered.clear();
    assertThat(keys.find(key.id())).isNull();
    assertThatThrownBy(() -> new CachedKeys(id -> null, 0)).hasMessageContaining("at least 1");
  }
}
