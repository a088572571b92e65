package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Json;
import dev.entente.signature.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashTest {
  private static final String UNTIDY =
      """
      { "z": [1, -0, 1.50, 1e2, 1E+02, 12345678901234567890.0, true, null, {}, []],
        "\\uff5e": "<&>\\u2028\\u2029\\u0001\\b\\f\\n\\r\\t\\"\\\\\\/\\u007f",
        "\\ud83d\\ude00": "\\u00e9", "a": {"c": 1, "b": 2} }
      """;

  private static String raw(String text) {
    return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(UTF_8)));
  }

  private static String of(String path, String text) {
    return FileHash.of(path, text.getBytes(UTF_8));
  }

  @Test
  void rules_and_modules_are_hashed_byte_by_byte() {
    assertThat(of("entente/x.rego", "package x\n")).isEqualTo(raw("package x\n"));
    assertThat(of("a.json", "{ }")).isEqualTo(raw("{ }"));
  }

  @Test
  void data_and_manifest_are_hashed_without_their_layout() {
    assertThat(of("data.json", " { \"b\": 1.0,\n \"a\": [ \"x\" ] }"))
        .isEqualTo(of(".manifest", "{\"a\":[\"x\"],\"b\":1.0}"))
        .isEqualTo(raw("{\"a\":[\"x\"],\"b\":1.0}"));
  }

  @Test
  void a_number_spelled_otherwise_is_another() {
    assertThat(of("data.json", "{\"b\":1.0}")).isNotEqualTo(of("data.json", "{\"b\":1}"));
  }

  @Test
  void a_structured_file_that_is_no_json_is_refused() {
    for (String text : new String[] {"", "{", "{}{}", "{\"a\":1,\"a\":2}", "a: 1"}) {
      assertThatThrownBy(() -> of("data.json", text)).isInstanceOf(BundleRefused.class);
    }
  }

  @Test
  void opa_hashes_the_same(@TempDir Path folder) throws Exception {
    String opa = OpaProcess.executable();
    Files.writeString(folder.resolve("data.json"), UNTIDY);
    Files.writeString(folder.resolve(".manifest"), "{\"roots\": [\"\"], \"revision\": \"7\"}");
    Files.writeString(folder.resolve("x.rego"), "package x\n\ny := 1\n");
    var sign =
        new ProcessBuilder(
                opa, "sign", "--signing-key", "secret", "--signing-alg", "HS256", "-b", ".")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(sign.getInputStream().readAllBytes(), UTF_8);
    assertThat(sign.waitFor()).as(said).isZero();

    String token =
        Json.read(Files.readAllBytes(folder.resolve(".signatures.json")))
            .at("/signatures/0")
            .textValue();
    Map<String, String> hashes = new LinkedHashMap<>();
    Json.read(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]))
        .get("files")
        .forEach(
            file -> {
              assertThat(file.get("algorithm").textValue()).isEqualTo(FileHash.ALGORITHM);
              hashes.put(file.get("name").textValue(), file.get("hash").textValue());
            });

    assertThat(hashes.keySet()).containsExactlyInAnyOrder("data.json", ".manifest", "x.rego");
    for (var file : hashes.entrySet()) {
      byte[] content = Files.readAllBytes(folder.resolve(file.getKey()));
      assertThat(FileHash.of(file.getKey(), content)).as(file.getKey()).isEqualTo(file.getValue());
    }
  }
}
