package dev.entente.server.cli;

import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.server.authoring.Built;
import dev.entente.server.authoring.Rules;
import dev.entente.server.authoring.Unsound;
import dev.entente.server.client.Unwritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Builds a bundle of an author's rules and the product's library with opa, once they compile"
          + " and their tests pass.",
      "For the engine that the directory names; the embedded one can run the author's tests too."
    },
    footer = {
      "",
      "Example:",
      "  entente policy build halden",
      "  entente policy build rules -o bundle.tar.gz --revision 7"
    })
final class PolicyBuildCommand implements Callable<Integer> {
  @Mixin private AuthorOptions author;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The bundle; bundle.tar.gz beside the folder with the Rego if left out.")
  private @Nullable Path output;

  @Option(
      names = "--revision",
      paramLabel = "TEXT",
      description =
          "Its revision; if left out one above that of the bundle there was, and a hash of the"
              + " sources, such as 7+0123456789ab.")
  private @Nullable String revision;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Path file = output == null ? author.bundle() : output;
    try (Rules rules = Rules.in(author.rego())) {
      Built built = Built.of(rules, author.engine(), revision, before(file));
      write(file, built.bytes());
      spec.commandLine()
          .getOut()
          .println(
              "%s: revision %s, policy %s, %d tests in it"
                  .formatted(
                      file,
                      built.revision(),
                      Bundle.read(built.bytes()).revision(),
                      built.tests()));
      return 0;
    } catch (Unsound | BundleRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Bundle> before(Path file) {
    return Files.exists(file) ? Optional.of(Bundle.open(file)) : Optional.empty();
  }

  /** As a whole or not at all: a gateway may be about to read it. */
  static void write(Path file, byte[] bytes) throws NotDone {
    try {
      Path whole = file.toAbsolutePath();
      Path beside = whole.resolveSibling(whole.getFileName() + ".new");
      try {
        Files.write(beside, bytes);
        Files.move(
            beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
  }
}
