package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.signature.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final byte[] WASM = {0, 'a', 's', 'm'};

  @Test
  void the_revision_is_the_hash_of_the_files_bytes(@TempDir Path folder) throws IOException {
    byte[] bytes = Tar.of(Map.of("/policy.wasm", WASM, "/data.json", "{\"a\": 1}".getBytes(UTF_8)));
    Path file = Files.write(folder.resolve("bundle.tar.gz"), bytes);

    Bundle bundle = Bundle.open(file);

    assertThat(bundle.revision().value()).isEqualTo("sha256:" + Sha256.hash(bytes));
    assertThat(bundle.wasm()).isEqualTo(WASM);
    assertThat(bundle.data().get("a").intValue()).isEqualTo(1);
  }

  @Test
  void a_bundle_without_a_module_says_how_to_build_one() {
    Bundle bundle = Bundle.read(Tar.of(Map.of("/data.json", "{}".getBytes(UTF_8))));
    assertThatThrownBy(bundle::wasm)
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("opa build -t wasm -e");
  }

  @Test
  void its_manifest_names_it_and_its_modules_say_what_they_are_about() {
    byte[] rules = "# on raises\npackage entente.promotion\n".getBytes(UTF_8);
    Bundle bundle =
        Bundle.read(
            Tar.of(
                Map.of("/.manifest", "{\"revision\": \"r7\"}".getBytes(UTF_8), "/a.rego", rules)));

    assertThat(bundle.named().text()).isEqualTo("r7");
    assertThat(bundle.has("entente.promotion")).isTrue();
    assertThat(bundle.has("entente.promo")).isFalse();
    assertThat(Bundle.standard().named().text()).hasSize(64);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Bundle.open(Path.of("nowhere", "bundle.tar.gz")))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void a_file_that_is_no_archive_is_named(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bundle.tar.gz"), "package entente");

    assertThatThrownBy(() -> Bundle.open(file))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a whole .tar.gz archive");
  }

  @Test
  void an_archive_cut_short_anywhere_is_refused() {
    byte[] whole = Tar.of(Map.of("/policy.wasm", WASM));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Bundle.read(cut)).isInstanceOf(BundleRefused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../policy.wasm",
        "a/../policy.wasm",
        "//policy.wasm",
        "a//b",
        "./",
        ".",
        "a\\b",
        "c:/b",
        "a b",
        "é"
      })
  void a_path_that_is_not_plain_is_refused(String path) {
    assertRefused(new Tar().add(path, '0', WASM).end(), "a path that is not plain");
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '3', '6', 'L', 'x', 'g'})
  void links_devices_and_extended_headers_are_refused(char type) {
    assertRefused(new Tar().add("/policy.wasm", type, WASM).end(), "is no plain file");
  }

  @Test
  void a_path_that_stands_twice_is_refused_also_with_and_without_a_slash() {
    byte[] archive = new Tar().add("/policy.wasm", '0', WASM).add("policy.wasm", '0', WASM).end();

    assertRefused(archive, "`policy.wasm` stands in the archive twice");
  }

  @Test
  void what_stands_behind_the_end_is_refused() {
    byte[] end = new byte[2048];
    end[1536] = 1;
    assertRefused(Tar.gzipped(end), "behind the end");
    assertRefused(Tar.gzipped(new byte[2 << 20]), "behind the end");
  }

  @Test
  void a_damaged_header_is_refused() {
    assertRefused(Tar.gzipped("x".repeat(1024).getBytes(UTF_8)), "damaged or no tar archive");
  }

  @Test
  void a_file_that_claims_more_bytes_than_there_are_is_refused() {
    assertRefused(new Tar().add("/policy.wasm", '0', WASM, 1 << 20).end(), "ends within");
  }

  @Test
  void an_archive_that_unpacks_to_more_than_the_limit_is_refused() {
    byte[] half = new byte[Tarball.MOST_BYTES / 2 + 1];

    assertRefused(
        new Tar().add("/a", '0', half).add("/b", '0', half).end(), "bytes in the archive");
    assertRefused(new Tar().add("/a", '0', WASM, 1L << 32).end(), "bytes in the archive");
  }

  @Test
  void an_archive_of_too_many_files_is_refused() {
    var tar = new Tar();
    for (int i = 0; i <= Tarball.MOST_FILES; i++) {
      tar.add("/" + i, i % 2 == 0 ? '0' : '5', new byte[0]);
    }
    assertRefused(tar.end(), "files in the archive");
  }

  @Test
  void a_file_larger_than_the_limit_is_refused() {
    assertRefused(new byte[Bundle.LARGEST + 1], "a bundle has at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a/data.json", "/a/data.yaml", "/data.yml", "/a/policy.wasm", "/patch.json"})
  void data_that_would_be_passed_over_is_refused(String path) {
    byte[] archive = new Tar().add("/policy.wasm", '0', WASM).add(path, '0', WASM).end();

    assertRefused(archive, "is not where `opa build` puts it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\": 1, \"a\": 2}", "{} {}"})
  void data_that_is_not_json_is_refused(String data) {
    assertRefused(
        Tar.of(Map.of("/policy.wasm", WASM, "/data.json", data.getBytes(UTF_8))), "data.json: ");
  }

  private static void assertRefused(byte[] archive, String why) {
    assertThatThrownBy(() -> Bundle.read(archive))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining(why);
  }
}
