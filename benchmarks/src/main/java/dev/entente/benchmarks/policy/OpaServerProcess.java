package dev.entente.benchmarks.policy;

import dev.entente.policies.Bundle;
import dev.entente.policies.OpaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An OPA server on a Unix socket. It takes {@code opa} in {@code OPA_BIN} or on the path. */
final class OpaServerProcess implements AutoCloseable {
  private static final String OPA = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
  private static final int TRIES = 500;

  private final Process process;
  private final Path folder;

  private OpaServerProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Serves the product's own rules, of which the working directory holds the sources. */
  static OpaServerProcess start() throws IOException {
    Path folder = Files.createTempDirectory("entente-opa-");
    build(folder);
    Process process =
        new ProcessBuilder(
                OPA,
                "run",
                "--server",
                "--log-level",
                "error",
                "--addr",
                "unix://" + socket(folder),
                "-b",
                bundle(folder).toString())
            .inheritIO()
            .start();
    var server = new OpaServerProcess(process, folder);
    for (int i = 0; i < TRIES && Files.notExists(server.socket()); i++) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return server;
  }

  /** Without Wasm, which an OPA server that {@code go install} built refuses. */
  private static void build(Path folder) throws IOException {
    Process build =
        new ProcessBuilder(
                OPA,
                "build",
                "--ignore",
                "*_test.rego",
                "--revision",
                "1",
                "-o",
                bundle(folder).toString(),
                "policies/rego")
            .inheritIO()
            .start();
    if (build.onExit().join().exitValue() != 0) {
      throw new IOException("the policies cannot be built");
    }
  }

  private static Path bundle(Path folder) {
    return folder.resolve("bundle.tar.gz");
  }

  private static Path socket(Path folder) {
    return folder.resolve("opa.sock");
  }

  Bundle bundle() {
    return Bundle.open(bundle(folder));
  }

  Path socket() {
    return socket(folder);
  }

  OpaAddress address() {
    return OpaAddress.parse("unix://" + socket());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Files.deleteIfExists(socket());
    Files.deleteIfExists(bundle(folder));
    Files.deleteIfExists(folder);
  }
}
