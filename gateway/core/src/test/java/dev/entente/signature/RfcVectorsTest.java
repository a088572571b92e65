package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RfcVectorsTest {
  private static final String INPUT =
      "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
          + ";created=1618884473;keyid=\"test-key-ed25519\"";
  private static final String SIGNATURE =
      "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

  private static RequestHead head(String target, String... headers) {
    return RequestHead.of(
        "POST", Origin.parse("https://Example.com:443"), target, Headers.of(headers));
  }

  private static String value(RequestHead head, String identifier) throws Malformed {
    var item = org.greenbytes.http.sfv.Parser.parseItem(identifier);
    return new RequestValues(head).of(Component.of(item));
  }

  @ParameterizedTest
  @MethodSource("dev.entente.signature.Engines#all")
  void section_B_2_6_signingARequestWithEd25519(Engine engine) throws Malformed {
    var head =
        head(
            "/foo?param=Value&Pet=dog",
            "Host",
            "example.com",
            "Date",
            "Tue, 20 Apr 2021 02:07:55 GMT",
            "Content-Type",
            "application/json",
            "Content-Length",
            "18",
            "Signature-Input",
            "sig-b26=" + INPUT + ";tag=\"t\"",
            "Signature",
            "sig-b26=:" + SIGNATURE + ":");
    var found = MessageSignature.find(head.headers(), "t");
    assertThat(found).isNotNull();
    byte[] base = SignatureBase.of(found.components(), INPUT, new RequestValues(head));
    assertThat(base)
        .asString()
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": \
            """
                + INPUT);
    var key = SigningKey.of(Engines.rfc9421Key(), engine);
    assertThat(key.publicKey().verify(base, found.bytes())).isTrue();
    assertThat(Base64.getEncoder().encodeToString(key.sign(base))).isEqualTo(SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"@method\" | POST",
        "\"@target-uri\" | https://example.com/path?param=value&foo=bar&baz=batman&qux=",
        "\"@scheme\" | https",
        "\"@authority\" | example.com",
        "\"@request-target\" | /path?param=value&foo=bar&baz=batman&qux=",
        "\"@path\" | /path",
        "\"@query\" | ?param=value&foo=bar&baz=batman&qux=",
        "\"@query-param\";name=\"baz\" | batman",
        "\"@query-param\";name=\"param\" | value",
        "\"cache-control\" | max-age=60, must-revalidate",
        "\"priority\";sf | a=1, b=2;x=1;y=2, c=(a b c)",
        "\"priority\";key=\"a\" | 1",
        "\"priority\";key=\"b\" | 2;x=1;y=2",
        "\"priority\";key=\"c\" | (a b c)",
        "\"x-list\";bs | :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:",
      })
  void section_2_valuesOfComponents(String identifier, String expected) throws Malformed {
    var head =
        head(
            "/path?param=value&foo=bar&baz=batman&qux=",
            "Host",
            "another.example",
            "Cache-Control",
            "max-age=60",
            "X-List",
            "value, with, lots",
            "Cache-Control",
            "   must-revalidate\t",
            "X-List",
            "of, commas",
            "Priority",
            "  a=1,    b=2;x=1;y=2,   c=(a   b   c)");
    assertThat(value(head, identifier)).isEqualTo(expected);
  }

  @Test
  void section_2_valuesThatAreEmpty() throws Malformed {
    assertThat(value(head("/path?qux="), "\"@query-param\";name=\"qux\"")).isEmpty();
    assertThat(value(head("/path"), "\"@query\"")).isEqualTo("?");
    assertThat(value(head("/path?"), "\"@target-uri\"")).isEqualTo("https://example.com/path?");
    assertThat(value(head("", "X-Empty", " "), "\"x-empty\"")).isEmpty();
    assertThat(value(head(""), "\"@path\"")).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"@query-param\";name=\"var\" | this%20is%20a%20big%0Amultiline%20value",
        "\"@query-param\";name=\"bar\" | with%20plus%20whitespace",
        "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\" | something"
      })
  void section_2_2_8_queryParametersAreEncodedAgain(String identifier, String expected)
      throws Malformed {
    var head =
        head(
            "/parameters?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace"
                + "&fa%C3%A7ade%22%3A%20=something");
    assertThat(value(head, identifier)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"@status\" | not supported",
        "\"@signature-params\" | not supported",
        "\"@unknown\" | not supported",
        "\"@method\";req | not supported",
        "\"@path\";sf | not supported",
        "\"@query-param\" | not supported",
        "\"@query-param\";name=\"b\" | twice",
        "\"@query-param\";name=\"z\" | no such parameter",
        "\"@query-param\";name=b | must be a string",
        "\"date\";tr | parameter tr",
        "\"date\";sf | not supported",
        "\"date\";sf;bs | more than one",
        "\"date\";key=\"a\" | is not a dictionary",
        "\"date\";bs=?0 | takes no value",
        "\"date\";req | not supported",
        "\"date\";name=\"a\" | not supported",
        "\"priority\";key=\"z\" | no such key",
        "\"Date\" | lower case",
        "\"\" | lower case",
        "\"x y\" | lower case",
        "date | are strings",
      })
  void componentsThatCannotBeTakenAreNamed(String identifier, String detail) {
    var head = head("/p?a=1&b=2&b=3", "Date", "Tue, 20 Apr", "Priority", "a=1");
    assertThatThrownBy(() -> value(head, identifier))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(detail);
  }

  @Test
  void rfc9530_digestsOfTheSameBodyWithEitherAlgorithm() throws Malformed {
    byte[] body = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
    String sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    String sha512 =
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    assertThat(ContentDigest.of(body)).isEqualTo(sha256);
    for (String field : new String[] {sha256, sha512, sha256 + ", " + sha512}) {
      assertThat(ContentDigest.parse(field).mismatch(body)).isNull();
      assertThat(ContentDigest.parse(field).mismatch(new byte[0])).contains("differs");
    }
  }
}
