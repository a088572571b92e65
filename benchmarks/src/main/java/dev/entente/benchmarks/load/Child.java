package dev.entente.benchmarks.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that listens and can be measured. */
final class Child implements AutoCloseable {
  /** A heap whose pages are all there, as after hours: each new page costs as much as a query. */
  private static final List<String> STEADY_HEAP =
      List.of("-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch");

  private static final String READY = "listening on ";
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final URI address;

  private Child(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a main class of this class path, and returns when it listens.
   *
   * @param options of the JVM, beside its heap's
   * @param log what it says on standard error
   */
  static Child start(List<String> options, Path log, String... mainAndArguments)
      throws IOException {
    var all = new ArrayList<>(STEADY_HEAP);
    all.addAll(options);
    Process process =
        new ProcessBuilder(java(all, mainAndArguments)).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException(mainAndArguments[0] + " did not start; " + log + " says why");
    }
    return new Child(process, URI.create(line.substring(READY.length())));
  }

  /** The command that runs a main class of this class path on this JVM. */
  static List<String> java(List<String> options, String... mainAndArguments) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  URI address() {
    return address;
  }

  /** The processor time it has used so far; on Linux in steps of 10 ms. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  long pid() {
    return process.pid();
  }

  /** How long its threads have run so far. */
  ThreadTimes threads() throws IOException {
    return ThreadTimes.of(process.pid());
  }

  /** Ends it as an operator would, and waits until it has ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
