package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.styra.opa.wasm.OpaPolicy;
import dev.entente.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests that stand beside the policies, without opa. */
class RegoTest {
  private static final Pattern TEST = Pattern.compile("(?m)^test_");

  @TestFactory
  Stream<DynamicTest> every_rego_test_passes() throws IOException {
    OpaPolicy policy =
        OpaPolicy.builder().withPolicy(Bundle.read(TestBundle.bytes()).wasm()).build();
    return TestBundle.entrypoints().stream()
        .map(
            test ->
                dynamicTest(
                    test,
                    () ->
                        assertThat(policy.entrypoint(test).evaluate(Json.tree(Map.of())))
                            .isEqualTo("[{\"result\":true}]")));
  }

  @Test
  void no_rego_test_is_left_out() throws IOException {
    long written = 0;
    try (Stream<Path> files = Files.walk(Path.of("rego"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("_test.rego")).toList()) {
        written += TEST.matcher(Files.readString(file)).results().count();
      }
    }
    assertThat(TestBundle.entrypoints()).hasSizeGreaterThan(40).hasSize((int) written);
  }
}
