package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/tpch, as its README says to run it, against what is recorded of it. */
@Tag("trino")
@Tag("long")
class TpchExampleTest {
  @TempDir Path directory;

  @Test
  void whatIsRecordedOfTheRunIsWhatItSays() throws Exception {
    Path program = directory.resolve("entente");
    Files.writeString(program, "#!/bin/sh\nexec " + ServeProcess.commandLine() + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path said = directory.resolve("said");
    var example =
        new ProcessBuilder("../../examples/tpch/run", directory.resolve("run").toString())
            .redirectOutput(said.toFile())
            .redirectError(directory.resolve("err").toFile());
    example.environment().put("ENTENTE", program.toString());
    try (var socket = new ServerSocket(0)) {
      example.environment().put("TRINO_PORT", "" + socket.getLocalPort());
    }
    Process process = example.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(ended && process.exitValue() == 0)
        .as(() -> read(said) + read(directory.resolve("err")))
        .isTrue();
    assertThat(lasting(read(said))).isEqualTo(lasting(read(Path.of("../../docs/tpch.txt"))));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  /** Without what every run has of its own: times, pseudonyms under a new key, hashes. */
  private static List<String> lasting(String text) {
    return text.lines()
        .map(line -> line.replaceAll("[0-9]+ ms", "… ms").replaceAll("[A-Za-z0-9_+/=-]{22,}", "…"))
        .toList();
  }
}
