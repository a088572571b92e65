package dev.entente.server.rollout;

import dev.entente.server.running.RealOpa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Somebody who writes policies beside the product's, and builds them with {@code opa}. */
public final class Author {
  private static final Path REGO = Path.of("../../policies/rego").toAbsolutePath().normalize();
  private static final String WHAT = "bundles that replace each other";

  private final Path folder;
  private final Path published;
  private int drafts;

  /**
   * @param folder for drafts
   * @param published where finished bundles are put
   */
  public Author(Path folder, Path published) {
    this.folder = folder;
    this.published = published;
  }

  /** A bundle that denies this field, with a test that says so. */
  public Path denying(String field, String revision, String... more) throws Exception {
    return build(
        """
        package entente.custom

        deny contains {"field": "%s", "unlock": ["ask Ana"]} if input.dataset == "accounts"
        """
            .formatted(field),
        """
        package entente.custom_check

        import data.entente.custom

        test_%s_is_denied if count(custom.deny) == 1 with input as {"dataset": "accounts"}
        """
            .formatted(field),
        revision,
        more);
  }

  /** A bundle whose author expects what his rules do not do. */
  public Path mistaken(String revision) throws Exception {
    return build(
        "package entente.custom\n",
        "package entente.custom_check\n\ntest_sector_is_denied if false\n",
        revision);
  }

  private Path build(String rules, String tests, String revision, String... more) throws Exception {
    Path draft = Files.createDirectories(folder.resolve("draft" + ++drafts));
    Files.writeString(draft.resolve("mine.rego"), rules);
    Files.writeString(draft.resolve("check.rego"), tests);
    copy(REGO, draft.resolve("product"));
    Path bundle = folder.resolve("draft" + drafts + ".tar.gz");
    List<String> command = new ArrayList<>(List.of("build", "-t", "wasm"));
    command.addAll(List.of("--ignore", "*_test.rego", "--revision", revision));
    for (String rule :
        List.of("entente/disclosure/decision", "entente/promotion/gates", test(tests))) {
      command.addAll(List.of("-e", rule));
    }
    command.addAll(List.of("-o", bundle.toString()));
    command.addAll(List.of(more));
    command.add(draft.toString());
    RealOpa.run(WHAT, command);
    return bundle;
  }

  private static String test(String tests) {
    String line = tests.lines().filter(it -> it.startsWith("test_")).findFirst().orElseThrow();
    return "entente/custom_check/" + line.substring(0, line.indexOf(' '));
  }

  /** So that all of it is one bundle, which can be signed. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Puts a bundle where the gateway looks, whole. */
  public void publish(Path bundle) throws IOException {
    Files.createDirectories(published.getParent());
    Path beside = published.resolveSibling("beside");
    Files.copy(bundle, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, published, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without opa nobody builds; said loudly. */
  public static void isThere() throws InterruptedException {
    RealOpa.orSkip(WHAT);
  }
}
