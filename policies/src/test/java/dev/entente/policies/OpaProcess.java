package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real OPA server in a process of its own. */
final class OpaProcess implements AutoCloseable {
  private final Process process;
  private final OpaAddress address;

  private OpaProcess(Process process, OpaAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * The executable of the version that the policies are built with; a loud skip if there is none.
   */
  static String executable() {
    String opa = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
    try {
      String wanted = Files.readString(Path.of("OPA_VERSION")).strip();
      String found = run(opa, "version");
      if (found.contains("Version: " + wanted + "\n")) {
        return opa;
      }
    } catch (IOException e) {
      // There is none.
    }
    String notDone = "NOT TESTED: the OPA server as engine; it takes opa in OPA_BIN or on the PATH";
    System.err.println("*** " + notDone + " ***");
    Assumptions.abort(notDone);
    throw new AssertionError();
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return said;
  }

  /** The policies that stand here, as a bundle for a server. */
  static Path build(Path folder, String revision, String... more) throws IOException {
    Path bundle = folder.resolve(revision + ".tar.gz");
    List<String> command =
        new ArrayList<>(List.of(executable(), "build", "--ignore", "*_test.rego"));
    command.addAll(List.of("--revision", revision, "-o", bundle.toString()));
    command.addAll(List.of(more));
    command.add("rego");
    run(command.toArray(String[]::new));
    return bundle;
  }

  /** Serves the bundle on a free port of this machine. */
  static OpaProcess start(Path bundle) throws IOException {
    return start(OpaAddress.parse("http://127.0.0.1:" + freePort()), bundle);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Serves the bundles there. */
  static OpaProcess start(OpaAddress address, Path... bundles) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable(), "run", "--server", "--addr"));
    command.add(address.socket().isPresent() ? address.text() : address.text().substring(7));
    for (Path bundle : bundles) {
      command.addAll(List.of("-b", bundle.toString()));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var opa = new OpaProcess(process, address);
    opa.awaitListening();
    return opa;
  }

  private void awaitListening() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && process.isAlive()) {
      try (SocketChannel channel = connect()) {
        // Before somebody listens, a socket may by chance connect to itself.
        if (address.socket().isPresent()
            || !channel.getLocalAddress().equals(channel.getRemoteAddress())) {
          return;
        }
      } catch (IOException e) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException interrupted) {
          throw new AssertionError(interrupted);
        }
      }
    }
    close();
    throw new IOException("opa does not listen at " + address);
  }

  private SocketChannel connect() throws IOException {
    if (address.socket().isPresent()) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(address.socket().get()));
      return channel;
    }
    return SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
  }

  OpaAddress address() {
    return address;
  }

  /** Stops it where it stands: connections stay open and nothing answers. */
  void freeze(boolean frozen) throws IOException {
    run("kill", frozen ? "-STOP" : "-CONT", String.valueOf(process.pid()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
