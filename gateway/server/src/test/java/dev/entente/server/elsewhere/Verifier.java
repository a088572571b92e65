package dev.entente.server.elsewhere;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of `examples/verify-a-receipt`, ready to run.
 *
 * @param command before its arguments
 */
record Verifier(String name, List<String> command) {
  private static final Path EXAMPLE = Path.of("../../examples/verify-a-receipt");

  /** What a program said. */
  record Said(int exit, String out) {}

  /** The one in Go, built into that folder; empty where there is no Go, or not its library. */
  static Optional<Verifier> go(Path folder) throws IOException, InterruptedException {
    Path source = EXAMPLE.resolve("go");
    if (!works(source, "go", "version") || !works(source, "go", "mod", "download")) {
      return Optional.empty();
    }
    Path built = folder.resolve("verify-a-receipt").toAbsolutePath();
    Said build = run(source, List.of("go", "build", "-o", built.toString(), "."));
    if (build.exit() != 0) {
      throw new AssertionError(build.out());
    }
    return Optional.of(new Verifier("go", List.of(built.toString())));
  }

  /** The one in JavaScript; empty where there is no Node.js. */
  static Optional<Verifier> node() throws InterruptedException {
    Path program = EXAMPLE.resolve("javascript/verify.mjs").toAbsolutePath();
    return works(EXAMPLE, "node", "--version")
        ? Optional.of(new Verifier("node", List.of("node", program.toString())))
        : Optional.empty();
  }

  private static boolean works(Path folder, String... command) throws InterruptedException {
    try {
      return run(folder, List.of(command)).exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs it on these files, named by what they are. */
  Said run(Map<String, Path> files, String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of(more));
    for (String option : List.of("proof", "log-key", "jwks")) {
      arguments.addAll(List.of("--" + option, files.get(option).toString()));
    }
    arguments.add(files.get("receipt").toString());
    return run(EXAMPLE, arguments);
  }

  /** A command of the example's README, in a folder like the example's own. */
  static Said shell(Path folder, String command) throws IOException, InterruptedException {
    return run(folder, List.of("bash", "-c", command));
  }

  /** The commands of the example's README that verify, and the program that each takes. */
  static Map<String, String> readme() throws IOException {
    var commands = new LinkedHashMap<String, String>();
    Files.readAllLines(EXAMPLE.resolve("README.md")).stream()
        .filter(line -> line.startsWith("cd "))
        .forEach(line -> commands.put(line.startsWith("cd go ") ? "go" : "node", line));
    return commands;
  }

  /** Copies the example, so that files can be put beside it. */
  static Path copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(EXAMPLE.relativize(file).toString()), REPLACE_EXISTING);
      }
    }
    return to;
  }

  private static Said run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end");
    }
    return new Said(process.exitValue(), out);
  }
}
