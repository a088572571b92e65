package dev.entente.benchmarks.audit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of {@code entente audit --json}.
 *
 * @param peakKilobytes the most memory that the process had, by the system; 0 where that is not
 *     Linux
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record AuditRun(byte[] said, double seconds, long peakKilobytes) {
  private static final String PEAK = "VmHWM:";
  private static final int GLANCE_MILLIS = 20;

  static AuditRun of(Path directory, String... more) throws IOException, InterruptedException {
    Path said = directory.resolveSibling("audit.json");
    long begun = System.nanoTime();
    Process audit =
        new ProcessBuilder(command(directory, more))
            .redirectOutput(said.toFile())
            .redirectError(directory.resolveSibling("audit.err").toFile())
            .start();
    long peak = 0;
    while (!audit.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(audit.pid()));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new AuditRun(Files.readAllBytes(said), seconds, peak);
  }

  private static List<String> command(Path directory, String... more) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of(
            "-Xmx256m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.entente.server.cli.Entente",
            "audit",
            "--json",
            directory.toString()));
    command.addAll(List.of(more));
    return command;
  }

  private static long peak(long pid) {
    try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return status
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
