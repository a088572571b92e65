package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.disclosure.Deliberated;
import dev.entente.policies.log.LogCounts;
import dev.entente.policies.log.LogFiles;
import dev.entente.policies.log.LogPlace;
import dev.entente.policies.log.LoggedDecisions;
import dev.entente.policies.log.SampleDecisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A policy's own rules for its log, run by both engines: what they hide is in no byte. */
class MaskingTest {
  private static final String HIDING =
      """
      package system.log

      mask contains "/input/partner" if input.input.dataset == "accounts"

      mask contains {"op": "upsert", "path": "/input/purpose", "value": "**"}

      mask contains "/result/withheld/margin"

      drop if input.input.stage == "mid"
      """;
  private static final String FAILING =
      """
      package system.log

      mask := ["/input/partner"] if input.input.dataset

      mask := ["/input/purpose"] if input.path
      """;
  private static final String UNDEFINED =
      """
      package system.log

      mask := ["/input/partner"] if input.input.dataset == "others"
      """;

  enum EngineKind {
    WASM,
    OPA
  }

  @TempDir private Path directory;
  private final Map<LogCounts.Loss, Long> lost = new EnumMap<>(LogCounts.Loss.class);

  @ParameterizedTest
  @EnumSource
  void what_the_policy_hides_is_in_no_byte(EngineKind kind) throws IOException {
    List<String> events = logged(kind, HIDING, "-e", "system/log/mask", "-e", "system/log/drop");
    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .doesNotContain("Orchard Devices", "joint-planning\",\"date", "\"because\":\"milestone\"")
        .contains("\"purpose\":\"**\"")
        .contains("\"erased\":[\"/input/partner\",\"/result/withheld/margin\"]")
        .contains("\"masked\":[\"/input/purpose\"]");
    assertThat(lost).isEqualTo(Map.of(LogCounts.Loss.DROPPED_BY_POLICY, 1L));
  }

  @ParameterizedTest
  @EnumSource
  void where_its_rules_fail_nothing_is_kept(EngineKind kind) throws IOException {
    assertThat(logged(kind, FAILING, "-e", "system/log/mask")).isEmpty();
    assertThat(lost).isEqualTo(Map.of(LogCounts.Loss.MASKING_FAILED, 2L));
  }

  @ParameterizedTest
  @EnumSource
  void where_they_say_nothing_of_an_event_it_is_kept_as_it_is(EngineKind kind) throws IOException {
    assertThat(logged(kind, UNDEFINED, "-e", "system/log/mask"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event).contains("Orchard Devices"));
    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void where_there_are_none_events_are_kept_as_they_are(EngineKind kind) throws IOException {
    assertThat(logged(kind, "package elsewhere\n"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event).contains("Orchard Devices"));
  }

  @Test
  void rules_that_the_bundle_was_not_built_to_be_asked_for_keep_nothing() throws IOException {
    assertThat(logged(EngineKind.WASM, HIDING)).isEmpty();
    assertThat(lost).isEqualTo(Map.of(LogCounts.Loss.MASKING_FAILED, 2L));
  }

  @Test
  void a_failing_rule_of_the_log_does_not_stop_decisions() throws IOException {
    Path bundle = OpaProcess.build(directory, "m", rego(FAILING.replace("mask :=", "drop :=")));
    try (var opa = OpaProcess.start(bundle);
        var policy = ServerPolicy.start(Bundle.open(bundle), opa.address())) {
      var one = SampleDecisions.by(policy, Questions.early().input());
      log(policy, Collections.nCopies(20, one));
      assertThat(policy.isAnswering()).isTrue();
    }
    assertThat(lost).isEqualTo(Map.of(LogCounts.Loss.MASKING_FAILED, 20L));
  }

  private List<String> logged(EngineKind kind, String rego, String... entrypoints)
      throws IOException {
    String file = rego(rego);
    switch (kind) {
      case WASM -> {
        var options = new ArrayList<>(List.of(entrypoints));
        options.addAll(
            List.of("-t", "wasm", "-e", WasmPolicy.DECISION, "-e", WasmPolicy.GATES, file));
        Path bundle = OpaProcess.build(directory, "m", options.toArray(String[]::new));
        try (var policy = WasmPolicy.start(Bundle.open(bundle))) {
          return log(policy);
        }
      }
      case OPA -> {
        Path bundle = OpaProcess.build(directory, "m", file);
        try (var opa = OpaProcess.start(bundle);
            var policy = ServerPolicy.start(Bundle.open(bundle), opa.address())) {
          return log(policy);
        }
      }
    }
    throw new AssertionError(kind);
  }

  private String rego(String text) throws IOException {
    return Files.writeString(directory.resolve("log.rego"), text).toString();
  }

  private List<String> log(PolicyEngine policy) throws IOException {
    return log(
        policy,
        List.of(
            SampleDecisions.by(policy, Questions.early().input()),
            SampleDecisions.by(policy, Questions.early().at("mid").input())));
  }

  private List<String> log(PolicyEngine policy, List<Deliberated> decisions) throws IOException {
    Path folder = directory.resolve("decisions");
    var place = new LogPlace.Folder(folder, 1_000_000);
    try (var log =
        LoggedDecisions.start(
            place, policy, Map.of("id", "p1"), counts(), InstantSource.system())) {
      decisions.forEach(log::decided);
    }
    List<String> events = new ArrayList<>();
    for (Path file : LogFiles.in(folder)) {
      LogFiles.read(file, events::add);
    }
    return events;
  }

  private LogCounts counts() {
    return new LogCounts() {
      @Override
      public void kept(long events) {}

      @Override
      public synchronized void lost(Loss why, long events) {
        lost.merge(why, events, Long::sum);
      }
    };
  }
}
