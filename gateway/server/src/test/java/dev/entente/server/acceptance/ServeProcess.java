package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.signature.Origin;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The real {@code entente serve} in a process of its own. */
final class ServeProcess implements AutoCloseable {
  private static final String LISTENING = "listening on ";
  private static final String HEAP = "256m";

  private final Process process;
  private final Origin origin;

  private ServeProcess(Process process, Origin origin) {
    this.process = process;
    this.origin = origin;
  }

  /** Serves the directory. */
  static ServeProcess start(Path directory) {
    return start(directory, HEAP);
  }

  /** Serves the directory with so large a heap, such as {@code 512m}. */
  static ServeProcess start(Path directory, String heap) {
    return start(directory, List.of(), java(List.of(), heap));
  }

  /**
   * Serves the directory.
   *
   * @param under a command that runs it, such as a tracer with its options
   * @param first class path entries that hide what comes after them
   */
  static ServeProcess under(Path directory, List<String> under, List<Path> first) {
    return start(directory, under, java(first, HEAP));
  }

  private static ServeProcess start(Path directory, List<String> under, List<String> java) {
    List<String> command = new ArrayList<>(under);
    command.addAll(java);
    command.addAll(List.of("serve", directory.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(directory.resolve("serve.err").toFile())
              .start();
      return new ServeProcess(process, listening(process.inputReader(), directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line up to the program's own arguments, as the launcher makes it. */
  private static List<String> java(List<Path> first, String heap) {
    List<String> path = new ArrayList<>(first.stream().map(Path::toString).toList());
    path.add(System.getProperty("java.class.path"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap,
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
        "-cp",
        String.join(File.pathSeparator, path),
        "dev.entente.server.cli.Entente");
  }

  /** The program as a shell would call it. */
  static String commandLine() {
    return java(List.of(), HEAP).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static Origin listening(BufferedReader out, Path directory) throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      throw new AssertionError(
          "serve said "
              + line
              + "; "
              + java.nio.file.Files.readString(directory.resolve("serve.err")));
    }
    return Origin.parse(line.substring(LISTENING.length()));
  }

  /** What a command ended with. */
  record Ended(int code, String out, String err) {}

  /** Runs another command of the program to its end. */
  static Ended run(String... arguments) {
    List<String> command = new ArrayList<>(java(List.of(), HEAP));
    command.addAll(List.of(arguments));
    try {
      Path err = java.nio.file.Files.createTempFile("entente", ".err");
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      String out =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      int code = process.waitFor();
      String said = java.nio.file.Files.readString(err);
      java.nio.file.Files.delete(err);
      return new Ended(code, out, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Demands that the directory's audit holds. */
  static void auditHolds(Path directory) {
    Ended audit = run("audit", directory.toString());
    assertThat(audit.code()).as(audit.out() + audit.err()).isZero();
  }

  long pid() {
    return process.pid();
  }

  Origin origin() {
    return origin;
  }

  /** SIGKILL: no handler, no hook, nothing flushed. */
  void kill() {
    process.destroyForcibly();
    ended();
  }

  /** SIGTERM to the program, also below a tracer, which then ends by itself. */
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    if (below.isEmpty()) {
      process.destroy();
    } else {
      below.forEach(ProcessHandle::destroy);
    }
    ended();
  }

  private void ended() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("serve did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
