package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.policies.Bundle;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RealOpa;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An author's rules are checked, tested and built; with a real opa. */
class PolicyAuthorTest {
  private static final String RULES = "policies/rego/orchard.rego";
  private static final String TESTS = "policies/rego/orchard_test.rego";

  @TempDir private Path root;
  private TinyAlliance alliance;
  private Path bundle;

  @BeforeEach
  void write() throws InterruptedException {
    RealOpa.orSkip("what an author's commands do");
    bundle = root.resolve("policies/bundle.tar.gz");
    alliance =
        new TinyAlliance(root)
            .write(
                RULES,
                """
                package entente.custom.orchard

                # METADATA
                # title: Head counts are Ana's to give
                deny contains {"field": "employees", "unlock": ["ask Ana"]} if input.partner == "Orchard Devices"
                """)
            .write(
                TESTS,
                """
                package entente.custom.orchard_test

                import data.entente.custom.orchard

                test_orchard_gets_no_head_counts if {
                	count(orchard.deny) == 1 with input as {"partner": "Orchard Devices"}
                }
                """);
  }

  private Said run(String command, String... more) {
    String[] line = new String[more.length + 3];
    line[0] = "policy";
    line[1] = command;
    line[2] = root.toString();
    System.arraycopy(more, 0, line, 3, more.length);
    return InProcess.run(line);
  }

  private void refused(String command, String... parts) {
    Said said = run(command);
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.out() + said.err()).contains(parts);
  }

  @Test
  void rulesThatHoldAreSaidTo() {
    assertThat(run("check").err()).isEmpty();
    assertThat(run("check").out()).isEqualTo("2 files hold\n");
    assertThat(run("test").out()).isEqualTo("1 tests pass\n");
  }

  @Test
  void theFolderItselfMayBeNamed() {
    Said said = InProcess.run("policy", "check", root.resolve("policies/rego").toString());
    assertThat(said.exit()).as(said.err()).isZero();
  }

  @Test
  void aSlipInAFactIsFoundWithItsPlaceAndWhatThereIs() {
    alliance.change(RULES, "input.partner", "input.patner");
    refused(
        "check",
        root.resolve(RULES) + ":5:64: undefined ref: input.patner; there are agreement, ",
        "partner, ");
  }

  @Test
  void whatCouldFailInSilenceIsFoundWithItsPlaceUnlessAnOpaServerDecides() {
    alliance.change(RULES, "input.partner ==", "[8 / count(input.asked), input.partner][1] ==");
    for (String command : new String[] {"check", "test", "build"}) {
      refused(command, root.resolve(RULES) + ":5:", "`div` can fail", "engine: opa");
    }
    assertThat(bundle).doesNotExist();

    alliance.change(
        "entente.yaml", "gateway:", "policy: {engine: opa, url: http://127.0.0.1:1}\ngateway:");
    assertThat(run("test").err()).doesNotContain("can fail");
    assertThat(run("build").err()).doesNotContain("can fail");
  }

  @Test
  void aTemplateThatIsNoneIsNamed() {
    String mine = "policies/rego/mine.rego";
    alliance.write(mine, "package entente.custom\n\ntemplates contains \"resal\"\n");
    for (String command : new String[] {"check", "test", "build"}) {
      refused(command, "templates in package entente.custom: of [\"resal\"] there is none");
    }
    alliance.change(mine, "resal", "resale");
    assertThat(run("build").err()).isEmpty();
  }

  @Test
  void whatIsNoRegoIsFoundWithItsPlace() {
    alliance.change(RULES, "deny contains {", "deny contains {{");
    refused("check", root.resolve(RULES) + ":5:", "unexpected");
    refused("test", root.resolve(RULES) + ":5:");
    refused("build", root.resolve(RULES) + ":5:");
  }

  @Test
  void whatIsOnlyWrongStrictlyIsWrong() {
    alliance.change(RULES, "orchard\n", "orchard\n\nimport data.entente.author\n");
    refused("check", root.resolve(RULES) + ":3:1: import data.entente.author unused");
  }

  @Test
  void whatIsLaidOutOtherwiseIsSaidToBe() {
    alliance.change(RULES, "if input.partner ==", "if  input.partner ==");
    refused("check", root.resolve(RULES) + ":1:1: not laid out as opa does it");
  }

  @Test
  void aLineThatNoTestReachesIsNamed() {
    alliance.write(TESTS.replace("orchard", "pear"), "package entente.custom.pear_test\n");
    alliance.change(
        RULES,
        "deny contains",
        "hide contains \"sector\" if {\n\tinput.type == \"oem\"\n}\n\ndeny contains");
    refused("check", root.resolve(RULES) + ":5: no test reaches this line");
  }

  @Test
  void aTestThatFailsIsNamedWithItsPlace() {
    alliance.change(TESTS, "== 1", "== 2");
    String failed =
        root.resolve(TESTS)
            + ":5: entente.custom.orchard_test.test_orchard_gets_no_head_counts failed";
    refused("test", failed, "1 of 1 tests failed");
    refused("check", failed);
    refused("build", failed);
    assertThat(bundle).doesNotExist();
  }

  @Test
  void withoutATestThereIsNothingToPass() throws Exception {
    Files.delete(root.resolve(TESTS));
    refused("test", "there is no test in " + root.resolve("policies/rego"));
  }

  @Test
  void aPackageOfTheProductsIsRefusedUnlessAllOfThemAreThere() {
    for (String taken : new String[] {"entente.disclosure", "entente", "entente[\"author\"]"}) {
      alliance.write("policies/rego/more.rego", "# mine\npackage " + taken + "\n");
      refused("check", root.resolve("policies/rego/more.rego") + ":2: package " + taken);
    }
    alliance.write("policies/rego/more.rego", "package halden.lists\n");
    assertThat(run("check").err()).isEmpty();
    dev.entente.policies.Library.rego()
        .forEach((name, text) -> alliance.write("policies/rego/" + name, text));
    assertThat(run("test").err()).isEmpty();
  }

  @Test
  void aBundleIsBuiltThatDecidesSoAndHasATestToRun() throws Exception {
    Said said = run("build");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("revision 1+", "1 tests in it");
    assertThat(InProcess.run("policy", "matrix", root.toString(), "accounts").out())
        .contains("employees", "no: policy");
    assertThat(InProcess.run("check", root.toString()).out()).contains("of policies/bundle.tar.gz");
    String manifest = new String(Bundles.file(bundle, ".manifest"), UTF_8);
    assertThat(manifest)
        .contains(
            "entente/disclosure/decision",
            "entente/disclosure/explanation",
            "entente/promotion/gates",
            "entente/custom/orchard_test/test_orchard_gets_no_head_counts");
  }

  @Test
  void revisionsRiseAndSayWhatTheSourcesAre() throws Exception {
    run("build");
    String first = Bundle.open(bundle).named().text();
    run("build");
    String second = Bundle.open(bundle).named().text();
    assertThat(first).matches("1\\+[0-9a-f]{12}");
    assertThat(second).isEqualTo("2" + first.substring(1));

    alliance.change(RULES, "Ana's", "Bea's");
    run("build");
    assertThat(Bundle.open(bundle).named().text())
        .startsWith("3+")
        .isNotEqualTo("3" + first.substring(1));
    run("build", "--revision", "release 9");
    assertThat(Bundle.open(bundle).named().text()).isEqualTo("release 9");
    run("build");
    assertThat(Bundle.open(bundle).named().text()).startsWith("1+");
  }

  @Test
  void aMaskOfTheDecisionLogBecomesAnEntrypointToo() throws Exception {
    alliance.write(
        "policies/rego/mask.rego", "package system.log\n\nmask contains \"/input/partner\"\n");
    assertThat(run("build", "-o", root.resolve("b.tar.gz").toString()).err()).isEmpty();
    assertThat(new String(Bundles.file(root.resolve("b.tar.gz"), ".manifest"), UTF_8))
        .contains("\"system/log/mask\"");
  }

  @Test
  void forAnOpaServerTheRulesStayRego() throws Exception {
    alliance.change(
        "entente.yaml", "admin: ", "policy: {engine: opa, url: \"http://127.0.0.1:1\"}\nadmin: ");
    assertThat(run("build").err()).isEmpty();
    assertThat(Bundles.names(bundle)).noneMatch(name -> name.endsWith(".wasm"));
    assertThat(Bundles.names(bundle)).as("its tests").contains("rego/orchard_test.rego");
    assertThat(Bundles.names(bundle)).anyMatch(name -> name.endsWith("entente/author/author.rego"));
  }

  @Test
  void aTestWithCasesIsRunHereAndByNoGateway() throws Exception {
    alliance.change(
        TESTS,
        "test_orchard_gets_no_head_counts if {",
        "test_none[name] if {\n\tsome name in [\"Pear\", \"Fig\"]\n"
            + "\torchard.deny == set() with input as {\"partner\": name}\n}\n\n"
            + "test_orchard_gets_no_head_counts if {");
    assertThat(run("build").out()).contains("1 tests in it");
    alliance.change(
        "entente.yaml", "admin: ", "policy: {engine: opa, url: \"http://127.0.0.1:1\"}\nadmin: ");
    refused("build", root.resolve(TESTS) + ":5: a gateway cannot run a test with cases");
  }

  @Test
  void dataBesideTheRulesIsBuiltIn() throws Exception {
    alliance.write("policies/rego/lists/data.json", "{\"rivals\": [\"Orchard Devices\"]}");
    alliance.change(
        RULES, "input.partner == \"Orchard Devices\"", "input.partner in data.lists.rivals");
    assertThat(run("build").err()).isEmpty();
    assertThat(InProcess.run("policy", "matrix", root.toString(), "accounts").out())
        .contains("no: policy");
  }
}
