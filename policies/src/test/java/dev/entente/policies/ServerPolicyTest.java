package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real OPA server, over a port and over a socket. */
class ServerPolicyTest extends PolicyContract {
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static Path built;
  private static OpaProcess opa;
  private static ServerPolicy policy;

  @BeforeAll
  static void start() throws IOException {
    built = OpaProcess.build(folder, "r1");
    opa = OpaProcess.start(built);
    policy = ServerPolicy.start(Bundle.open(built), opa.address(), PATIENT);
  }

  @AfterAll
  static void stop() {
    if (policy != null) {
      policy.close();
    }
    if (opa != null) {
      opa.close();
    }
  }

  @Override
  Policy policy() {
    return policy;
  }

  @Override
  Bundle bundle() {
    return Bundle.open(built);
  }

  @Test
  void over_a_unix_socket_it_answers_the_same() throws IOException {
    var address = OpaAddress.parse("unix://" + folder.resolve("opa.sock"));
    try (var server = OpaProcess.start(address, built);
        var there = ServerPolicy.start(bundle(), server.address(), PATIENT)) {
      var question = Questions.early().input();
      assertThat(there.decide(question)).isEqualTo(policy.decide(question));
      assertThat(there.gates(Promotions.early())).isEqualTo(policy.gates(Promotions.early()));
    }
  }

  @Test
  void an_undefined_decision_is_a_failure_to_decide_and_opa_is_asked_on() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> policy.decide(Json.tree(Map.of()), Questions.early().dataset()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("undefined");
    }
    assertThat(policy.isAnswering()).isTrue();
  }

  @Test
  void one_that_is_not_there_does_not_start() {
    var nobody = OpaAddress.parse("http://127.0.0.1:1");
    assertThatThrownBy(() -> ServerPolicy.start(bundle(), nobody))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("OPA at http://127.0.0.1:1 cannot be asked");
  }

  @Test
  void one_that_runs_another_revision_does_not_start() throws IOException {
    Path other = OpaProcess.build(folder, "r2");
    assertThatThrownBy(() -> ServerPolicy.start(Bundle.open(other), opa.address()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("runs bundles of the revisions [r1]")
        .hasMessageContaining("is of r2");
  }

  @Test
  void a_bundle_without_a_revision_is_refused() throws IOException {
    Bundle nameless = Bundle.read(Tar.of(Map.of("/.manifest", "{}".getBytes(UTF_8))));
    assertThatThrownBy(() -> ServerPolicy.start(nameless, opa.address()))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("--revision");
  }

  @Test
  void one_that_hangs_fails_in_time_and_then_is_not_asked_until_it_is_back() throws Exception {
    try (var server = OpaProcess.start(built);
        var there = ServerPolicy.start(bundle(), server.address())) {
      var cached = new CachedPolicy(there, 10);
      var known = Questions.early().input();
      Decision before = decided(cached, known);
      server.freeze(true);
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> there.decide(Questions.early().at("mid").input()))
            .hasMessageContaining("does not answer within 250 ms");
      }
      assertThat(there.isAnswering()).isFalse();
      assertThatThrownBy(() -> cached.decide(known))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("failed 5 times in a row");
      server.freeze(false);
      assertThat(decided(cached, known)).isEqualTo(before);
      assertThat(there.isAnswering()).isTrue();
    }
  }

  /** Soon: a busy machine may need more than the quarter of a second that a decision has. */
  private static Decision decided(Policy policy, PolicyInput input) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        return policy.decide(input);
      } catch (Unavailable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
