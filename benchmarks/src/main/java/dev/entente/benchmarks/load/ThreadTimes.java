package dev.entente.benchmarks.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How long a process's threads have run so far, by what they do. Linux tells it; others do not. */
record ThreadTimes(Map<Work, Long> nanos) {
  /** What a gateway's thread does, told by its name. */
  enum Work {
    EXCHANGE("ForkJoinPool.*"),
    WRITER("ledger-writer"),
    EVENT_LOOP("vert.x-eventloo.*"),
    GARBAGE("GC Thread.*|G1 .*"),
    COMPILERS("C[12] Compiler.*"),
    OTHER(".*");

    private final String name;

    Work(String name) {
      this.name = name;
    }

    static Work of(String thread) {
      return Arrays.stream(values())
          .filter(it -> thread.matches(it.name))
          .findFirst()
          .orElse(OTHER);
    }
  }

  static ThreadTimes of(long pid) throws IOException {
    Path tasks = Path.of("/proc/" + pid + "/task");
    Map<Work, Long> nanos = new EnumMap<>(Work.class);
    if (!Files.isDirectory(tasks)) {
      return new ThreadTimes(nanos);
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        add(thread, nanos);
      }
    }
    return new ThreadTimes(nanos);
  }

  private static void add(Path thread, Map<Work, Long> nanos) throws IOException {
    try {
      Work work = Work.of(Files.readString(thread.resolve("comm")).strip());
      String ran = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
      nanos.merge(work, Long.parseLong(ran), Long::sum);
    } catch (NoSuchFileException ended) {
      // A thread of a compiler or a pool, which come and go.
    }
  }

  long of(Work work) {
    return nanos.getOrDefault(work, 0L);
  }

  /** Whether compilers took a fiftieth of the time or more. */
  boolean isCompiling() {
    long all = nanos.values().stream().mapToLong(Long::longValue).sum();
    return 50 * of(Work.COMPILERS) > all;
  }

  ThreadTimes minus(ThreadTimes before) {
    Map<Work, Long> since = new EnumMap<>(Work.class);
    nanos.forEach((work, ran) -> since.put(work, ran - before.of(work)));
    return new ThreadTimes(since);
  }
}
