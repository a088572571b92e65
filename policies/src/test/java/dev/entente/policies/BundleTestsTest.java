package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle says of itself: the tests that its author put into it. */
class BundleTestsTest {
  private static final String FAILING =
      """
      package halden.margins_test

      test_holds if true

      test_fails if 1 == 2

      test_is_undefined if input.nothing

      test_is_false := false
      """;

  @TempDir private Path folder;

  @Test
  void a_bundle_without_tests_fails_none() {
    assertThat(WasmPolicy.start(Bundle.standard()).failedTests()).isEmpty();
  }

  @Test
  void those_that_were_compiled_in_are_run_without_opa() throws Exception {
    var tests = Bundle.read(TestBundle.bytes());
    var policy = WasmPolicy.start(tests, TestBundle.entrypoints().getFirst(), 1);
    assertThat(policy.failedTests()).isEmpty();
  }

  @Test
  void each_that_fails_or_cannot_be_run_is_named_by_both_engines() throws Exception {
    Path test = Files.writeString(folder.resolve("margins.rego"), FAILING);
    String[] failing = {
      "halden/margins_test/test_fails",
      "halden/margins_test/test_is_undefined",
      "halden/margins_test/test_is_false"
    };
    Path wasm =
        OpaProcess.build(
            folder,
            "wasm",
            test.toString(),
            "-t",
            "wasm",
            "-e",
            WasmPolicy.DECISION,
            "-e",
            "halden/margins_test/test_holds",
            "-e",
            failing[0],
            "-e",
            failing[1],
            "-e",
            failing[2]);
    assertThat(WasmPolicy.start(Bundle.open(wasm)).failedTests())
        .containsExactlyInAnyOrder(failing);

    Path served = OpaProcess.build(folder, "served", test.toString());
    try (var opa = OpaProcess.start(served);
        var policy = ServerPolicy.start(Bundle.open(served), opa.address())) {
      assertThat(policy.failedTests()).containsExactlyInAnyOrder(failing);
    }
  }
}
