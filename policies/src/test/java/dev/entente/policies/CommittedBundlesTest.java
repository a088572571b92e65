package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The committed bundles are what their sources build. */
class CommittedBundlesTest {
  private static final String HOW = "the policies changed: run policies/build.sh and commit";
  private static String notDone = "";

  @Test
  void the_default_bundle_was_built_from_the_sources_as_they_are() throws Exception {
    assertThat(Files.readAllLines(resource("main", "default-bundle.sources")))
        .as(HOW)
        .isEqualTo(hashes(name -> !name.endsWith("_test.rego")));
  }

  @Test
  void the_bundle_of_tests_was_built_from_the_sources_as_they_are() throws Exception {
    assertThat(Files.readAllLines(resource("test", "tests-bundle.sources")))
        .as(HOW)
        .isEqualTo(hashes(_ -> true));
  }

  @Test
  void building_them_again_gives_the_same_bytes() throws Exception {
    String opa = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
    String wanted = Files.readString(Path.of("OPA_VERSION")).strip();
    String found = version(opa);
    if (!found.equals(wanted)) {
      notDone =
          "NOT TESTED: that the policy bundles can be built again; it takes opa "
              + wanted
              + ", found "
              + (found.isEmpty() ? "none" : found);
      Assumptions.abort(notDone);
    }
    var build = new ProcessBuilder("bash", "build.sh", "--check").redirectErrorStream(true);
    build.environment().put("OPA_BIN", opa);
    Process process = build.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  @AfterAll
  static void say_loudly_what_was_not_tested() {
    if (!notDone.isEmpty()) {
      System.err.println("*** " + notDone + " ***");
    }
  }

  private static String version(String opa) throws Exception {
    try {
      Process process = new ProcessBuilder(opa, "version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return said.lines()
          .filter(line -> line.startsWith("Version: "))
          .map(line -> line.substring("Version: ".length()))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static Path resource(String kind, String name) {
    return Path.of("src", kind, "resources", "dev", "entente", "policies", name);
  }

  private static List<String> hashes(Predicate<String> wanted) throws Exception {
    var lines = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(Path.of("rego"))) {
      for (String file :
          files
              .map(path -> path.toString().replace('\\', '/'))
              .filter(n -> n.endsWith(".rego"))
              .filter(wanted)
              .sorted()
              .toList()) {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
        lines.add(HexFormat.of().formatHex(hash) + "  " + file);
      }
    }
    return lines;
  }
}
