package dev.entente.server.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The opa executable: it builds an alliance's bundle and serves it. Without it, a loud skip. */
public final class Opa {
  private static final Path REGO = Path.of("../../policies/rego").toAbsolutePath();

  private Opa() {}

  /** Makes the product's rules, and these of an author, the alliance's policy in the gateway. */
  public static void embedded(TinyAlliance alliance, String... author) throws Exception {
    build(
        alliance,
        List.of("-t", "wasm", "-e", "entente/disclosure/decision", "-e", "entente/promotion/gates"),
        author);
  }

  /** The same for an OPA server. */
  public static void served(TinyAlliance alliance, String revision, String... author)
      throws Exception {
    build(alliance, List.of("--revision", revision), author);
  }

  private static void build(TinyAlliance alliance, List<String> options, String... author)
      throws Exception {
    List<String> build = new ArrayList<>(List.of("build", "--ignore", "*_test.rego"));
    build.addAll(options);
    build.addAll(List.of("-o", alliance.root + "/policies/bundle.tar.gz", REGO.toString()));
    alliance.write("policies/README", "what opa built");
    for (int i = 0; i < author.length; i++) {
      String file = "policies/author" + i + ".rego";
      alliance.write(file, author[i]);
      build.add(alliance.root.resolve(file).toString());
    }
    run(build.toArray(String[]::new));
  }

  private static Process command(String... arguments) throws IOException {
    String[] line = new String[arguments.length + 1];
    line[0] = Optional.ofNullable(System.getenv("OPA_BIN")).orElse("opa");
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static void run(String... arguments) throws Exception {
    RealOpa.run("a gateway with an author's rules", List.of(arguments));
  }

  /** Serves the alliance's bundle at a socket, for the caller to stop. */
  public static Process serve(TinyAlliance alliance, Path socket) throws IOException {
    Files.deleteIfExists(socket);
    Process opa =
        command(
            "run",
            "--server",
            "--log-level",
            "error",
            "--addr",
            "unix://" + socket,
            "-b",
            alliance.root.resolve("policies/bundle.tar.gz").toString());
    await().atMost(Duration.ofSeconds(20)).until(() -> listens(socket));
    return opa;
  }

  private static boolean listens(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
