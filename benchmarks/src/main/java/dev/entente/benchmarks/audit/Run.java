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
 * One run of a main class of this class path, in a process of its own.
 *
 * @param peakKilobytes the most memory that the process had, by the system; 0 where that is not
 *     Linux
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Run(byte[] said, double seconds, long peakKilobytes) {
  private static final String PEAK = "VmHWM:";
  private static final int GLANCE_MILLIS = 20;

  /**
   * Runs it to its end.
   *
   * @param beside a file or folder beside which to keep what it says
   * @param heap the most memory for its objects
   */
  static Run of(Path beside, String heap, List<String> mainAndArguments)
      throws IOException, InterruptedException {
    Path said = beside.resolveSibling("said");
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command(heap, mainAndArguments))
            .redirectOutput(said.toFile())
            .redirectError(beside.resolveSibling("said.err").toFile())
            .start();
    long peak = 0;
    while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process.pid()));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Run(Files.readAllBytes(said), seconds, peak);
  }

  private static List<String> command(String heap, List<String> mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
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
