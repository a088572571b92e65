package dev.entente.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process holds while something goes on, in megabytes. Linux tells it. */
final class Growth {
  private static final int KILOBYTES = 1024;

  private final Path status;
  private final long before;
  private long first;
  private long second;

  Growth(long pid) throws IOException {
    this.status = Path.of("/proc/" + pid + "/status");
    this.before = now();
  }

  /** Looks, when so much of it is done, from 0 to 1. */
  void look(double done) throws IOException {
    if (done <= 0.5) {
      first = Math.max(first, now());
    } else {
      second = Math.max(second, now());
    }
  }

  long before() {
    return before;
  }

  /** The most in the first half. */
  long first() {
    return first;
  }

  /** The most in the second half. */
  long second() {
    return second;
  }

  private long now() throws IOException {
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KILOBYTES)
        .findFirst()
        .orElse(0);
  }
}
