package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.Policy;
import dev.entente.json.Json;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WasmPolicyTest extends PolicyContract {
  private static final WasmPolicy POLICY = WasmPolicy.start(Bundle.standard());

  @Override
  Policy policy() {
    return POLICY;
  }

  @Override
  Bundle bundle() {
    return Bundle.standard();
  }

  @Test
  void an_undefined_decision_is_a_failure_to_decide() {
    assertThatThrownBy(() -> POLICY.decide(Json.tree(Map.of()), Questions.early().dataset()))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.POLICY_UNAVAILABLE))
        .hasMessageContaining("undefined");
  }

  @Test
  void an_answer_that_is_no_decision_is_a_failure_to_decide() throws Exception {
    Bundle tests = Bundle.read(TestBundle.bytes());
    String entrypoint = TestBundle.entrypoints().getFirst();
    WasmPolicy policy = WasmPolicy.start(tests, entrypoint, 1);

    assertThatThrownBy(() -> policy.decide(Questions.early().input()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("named values are expected");
  }

  @Test
  void a_question_that_is_too_large_fails_and_the_next_one_is_asked_of_a_new_instance() {
    var instances =
        new WasmInstances(Bundle.standard(), WasmPolicy.DECISION, 1, Duration.ofSeconds(5));
    var huge = Json.tree(Map.of("fields", "x".repeat(33 << 20)));
    Questions early = Questions.early();

    assertThatThrownBy(() -> instances.ask(WasmPolicy.DECISION, huge))
        .isInstanceOf(Unavailable.class);
    JsonNode answer = instances.ask(WasmPolicy.DECISION, early.input().json());

    assertThat(Answer.read(answer, early.dataset()).released()).hasSize(2);
    assertThat(instances.started()).isEqualTo(2);
  }

  @Test
  void one_instance_is_started_at_once_and_the_others_when_it_is_busy() throws Exception {
    var instances =
        new WasmInstances(Bundle.standard(), WasmPolicy.DECISION, 3, Duration.ofSeconds(5));
    var question = Questions.early().input().json();
    for (int i = 0; i < 10; i++) {
      instances.ask(WasmPolicy.DECISION, question);
    }
    assertThat(instances.started()).isEqualTo(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<JsonNode>>();
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> instances.ask(WasmPolicy.DECISION, question)));
      }
      for (Future<JsonNode> answer : answers) {
        assertThat(answer.get()).isEqualTo(instances.ask(WasmPolicy.DECISION, question));
      }
    }
    assertThat(instances.started()).isBetween(2, 3);
  }

  @Test
  void when_no_instance_comes_free_in_time_the_question_fails() {
    var none = new WasmInstances(Bundle.standard(), WasmPolicy.DECISION, 0, Duration.ofMillis(1));

    assertThatThrownBy(() -> none.ask(WasmPolicy.DECISION, Json.tree(Map.of())))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("no policy instance came free");
  }

  @Test
  void a_bundle_without_the_entrypoint_does_not_start() {
    assertThatThrownBy(() -> WasmPolicy.start(Bundle.standard(), "entente/other", 1))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("opa build -t wasm -e entente/other");
  }

  @Test
  void a_module_that_is_no_wasm_does_not_start() {
    byte[] garbage = "no wasm".getBytes(StandardCharsets.UTF_8);
    Bundle bundle = Bundle.read(Tar.of(Map.of("/policy.wasm", garbage)));

    assertThatThrownBy(() -> WasmPolicy.start(bundle))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("its policy.wasm does not run");
  }
}
