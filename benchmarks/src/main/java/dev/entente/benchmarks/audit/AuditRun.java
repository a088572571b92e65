package dev.entente.benchmarks.audit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  static AuditRun of(Path directory) throws IOException, InterruptedException {
    Path said = directory.resolve("audit.json");
    long begun = System.nanoTime();
    Process audit =
        new ProcessBuilder(command(directory))
            .redirectOutput(said.toFile())
            .redirectError(directory.resolve("audit.err").toFile())
            .start();
    long peak = 0;
    while (!audit.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(audit.pid()));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new AuditRun(Files.readAllBytes(said), seconds, peak);
  }

  private static List<String> command(Path directory) {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Xmx256m",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.entente.server.cli.Entente",
        "audit",
        "--json",
        directory.toString());
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
