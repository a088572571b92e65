package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.problem.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of an author that do not come to an end, or to nothing, release nothing. */
class RunawayRulesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // steps without end
        "some i in hundred; some j in hundred; some k in hundred; some l in hundred; l + k < 0",
        // memory without end
        "count([[i, j, k] | some i in hundred; some j in hundred; some k in hundred]) < 0",
      })
  void a_rule_without_end_is_ended(String rule) throws Exception {
    WasmPolicy policy = WasmPolicy.start(denying("input.partner == \"Orchard Devices\"; " + rule));
    long start = System.nanoTime();

    assertThatThrownBy(() -> policy.decide(Questions.early().input()))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(input.asked) / count(input.disputes) > 1",
        "count(input.asked) % count(input.disputes) == 0",
        "to_number(input.partner) > 1",
        "regex.match(input.partner, \"x\")",
        "glob.match(input.partner, [], \"x\")",
        "json.unmarshal(input.partner).x",
        "base64.decode(input.partner) == \"x\"",
        "net.cidr_contains(input.partner, \"10.0.0.1\")",
        "substring(input.partner, count(input.asked) - 9, 1) == \"x\"",
        "indexof(input.partner, input.purpose) == 0",
        "numbers.range(1, 1.5 * count(input.asked)) == [1]",
        "array.slice([1], 0, 1.5) == []",
        "bits.and(1, 3) == 1",
        "format_int(1, count(input.asked)) == \"1\"",
      })
  void one_that_could_fail_in_silence_is_refused_by_the_embedded_engine(String rule)
      throws Exception {
    Bundle bundle = denying(rule);

    assertThatThrownBy(() -> WasmPolicy.start(bundle))
        .isInstanceOf(BundleRefused.class)
        .hasMessageStartingWith("its rules use `")
        .hasMessageContaining("engine: opa");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 * count(input.asked) + 1 - abs(3) > round(1.5)",
        "startswith(lower(input.partner), concat(\"\", [\"x\"]))",
        "max([1, 2]) in {1, 3}; sum([1]) == 1; sort([1]) == [1]",
        "contains(sprintf(\"%v\", [input.partner]), split(\"a/b\", \"/\")[0])",
        "object.get(input, [\"x\", \"y\"], 1) == 2; is_string(input.partner)",
      })
  void one_that_cannot_is_taken(String rule) throws Exception {
    WasmPolicy.start(denying(rule)).close();
  }

  /** Without the names of its functions nobody could tell. */
  @Test
  void a_module_without_names_is_refused() {
    byte[] empty = {0, 'a', 's', 'm', 1, 0, 0, 0};

    assertThatThrownBy(() -> FallibleBuiltins.refuse(empty))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("does not name its functions");
    assertThatThrownBy(() -> FallibleBuiltins.refuse(new byte[] {1, 2, 3}))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("does not run");
  }

  @Test
  void with_an_opa_server_a_denial_that_divides_by_zero_is_no_silence() throws Exception {
    Path rules = rules("count(input.asked) / count(input.disputes) > 1");
    Path bundle = OpaProcess.build(rules.getParent(), "1", rules.toString());
    try (var opa = OpaProcess.start(bundle);
        var policy =
            ServerPolicy.start(Bundle.open(bundle), opa.address(), Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> policy.decide(Questions.early().input()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("it answers 500");
    }
  }

  private Bundle denying(String when) throws Exception {
    Path rules = rules(when);
    return Bundle.open(
        OpaProcess.build(
            rules.getParent(), "1", "-t", "wasm", "-e", WasmPolicy.DECISION, rules.toString()));
  }

  private Path rules(String when) throws Exception {
    Path rules = Files.createTempDirectory(folder, "rules").resolve("mine.rego");
    Files.writeString(
        rules,
        "package entente.custom\n\nhundred := "
            + IntStream.range(0, 100).boxed().toList()
            + "\n\ndeny contains {\"field\": \"margin\", \"unlock\": []} if { "
            + when
            + " }\n");
    return rules;
  }
}
