package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Filter;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  void a_rule_says_which_rows_and_what_it_comes_to_is_a_condition() throws IOException {
    Path including =
        including(
            """
            package entente.rows

            include if {
            	input.dataset == "accounts"
            	input.row.employees >= 100
            	input.row.ticker in ["A", "B"]
            	not input.row.margin < 0.5
            }

            include if input.stage == "late"

            include if {
            	input.stage == "mid"
            	some milestone in input.milestones
            	input.row.ticker == milestone
            }
            """);
    try (var server = OpaProcess.start(including);
        var there = ServerPolicy.start(Bundle.open(including), server.address(), PATIENT)) {
      Questions early = Questions.early();
      assertThat(Json.write(there.decide(early.input()).rows().document()))
          .asString()
          .isEqualTo(
              "{\"and\":[{\"field\":\"employees\",\"operator\":\">=\",\"value\":100},"
                  + "{\"field\":\"ticker\",\"operator\":\"in\",\"value\":[\"A\",\"B\"]},"
                  + "{\"field\":\"margin\",\"operator\":\">=\",\"value\":0.5}]}");
      assertThat(there.decide(early.at("late").input()).rows()).isEqualTo(new Rows.Every());
      var mid = early.at("mid").milestone("pilot").input();
      assertThat(there.decide(mid).rows().document().toString())
          .contains("or=", "value=pilot", "value=0.5");
      assertThat(there.decide(mid).released()).isEqualTo(policy.decide(mid).released());
    }
  }

  @Test
  void a_rule_that_holds_for_nothing_lets_out_no_row() throws IOException {
    Path including = including("package entente.rows\n\ninclude if input.dataset == \"other\"\n");
    try (var server = OpaProcess.start(including);
        var there = ServerPolicy.start(Bundle.open(including), server.address(), PATIENT)) {
      assertThat(there.decide(Questions.early().input()).rows())
          .isEqualTo(new Rows.Where(new Filter.Any(List.of())));
    }
  }

  @Test
  void a_rule_that_no_condition_can_be_made_of_does_not_start() throws IOException {
    Path including =
        including("package entente.rows\n\ninclude if {\n\tcount(input.row.ticker) > 2\n}\n");
    try (var server = OpaProcess.start(including)) {
      assertThatThrownBy(() -> ServerPolicy.start(Bundle.open(including), server.address()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("makes no conditions of `entente/rows/include`")
          .hasMessageContaining("mine.rego:4:");
    }
  }

  @Test
  void a_rule_that_tells_rows_as_a_source_cannot_releases_nothing() throws IOException {
    Path including =
        including("package entente.rows\n\ninclude if startswith(input.row.ticker, \"A\")\n");
    try (var server = OpaProcess.start(including);
        var there = ServerPolicy.start(Bundle.open(including), server.address(), PATIENT)) {
      assertThatThrownBy(() -> there.decide(Questions.early().input()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("rows are not told by `startswith`");
    }
  }

  private static Path including(String rule) throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.rego"), rule);
    return OpaProcess.build(folder, "including", mine.toString());
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
