package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/two-gateways, as its README says to run it. */
@Tag("long")
class TwoGatewaysExampleTest {
  private static final Path EXAMPLE = Path.of("../../examples/two-gateways");

  @TempDir Path directory;

  @Test
  void twoGatewaysTradeFromTheFirstStageToTheLastAndBothLogsHold() throws Exception {
    Path program = directory.resolve("entente");
    Files.writeString(program, "#!/bin/sh\nexec " + ServeProcess.commandLine() + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path folder = directory.resolve("trade");
    Path said = directory.resolve("said");
    var example =
        new ProcessBuilder(copied().resolve("run").toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    example.environment().put("ENTENTE", program.toString());
    Process process = example.start();
    boolean ended = process.waitFor(8, TimeUnit.MINUTES);
    String out = Files.readString(said, StandardCharsets.UTF_8);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(ended).as(out).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    assertThat(out)
        .containsSubsequence("stage mid, exposure", "stage late, exposure", "Where they stand")
        .containsPattern("orchard: active, stage late[^\n]*\neverything holds")
        .containsPattern("halden: active, stage late[^\n]*\neverything holds")
        .doesNotContain("the logs differ", "no round");
  }

  /** At ports that are free here. */
  private Path copied() throws IOException {
    Path copy = directory.resolve("example");
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, copy.resolve(EXAMPLE.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    for (String settings : List.of("halden/entente.yaml", "orchard/entente.yaml")) {
      String text = Files.readString(copy.resolve(settings));
      Files.writeString(
          copy.resolve(settings),
          text.replaceAll("admin: 127.0.0.1:[0-9]+", "admin: 127.0.0.1:0")
              .replaceAll("listen: 127.0.0.1:[0-9]+", "listen: 127.0.0.1:" + freePort()));
    }
    return copy;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
