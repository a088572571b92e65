package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.problem.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        "all := numbers.range(1, 60000); some i in all; some j in all; i < j; j < i",
        // memory without end
        "count([[i, j] | some i in numbers.range(1, 20000); some j in numbers.range(1, 20000)]) < 0",
      })
  void a_rule_without_end_is_ended(String rule) throws Exception {
    WasmPolicy policy = WasmPolicy.start(denying("input.partner == \"Orchard Devices\"; " + rule));
    long start = System.nanoTime();

    assertThatThrownBy(() -> policy.decide(Questions.early().input()))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** In the embedded engine such a denial is silent: its built-ins have no errors. */
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
        "package entente.custom\n\ndeny contains {\"field\": \"margin\", \"unlock\": []} if { "
            + when
            + " }\n");
    return rules;
  }
}
