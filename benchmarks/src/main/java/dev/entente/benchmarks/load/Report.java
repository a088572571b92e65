package dev.entente.benchmarks.load;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Two tables: of each kind of run the median one, its ratio to the median hello, and what the
 * server's threads did.
 */
final class Report {
  private static final List<String> KINDS =
      List.of("hello", "signatures alone", "signatures and ledger", "re-reads", "first reads");

  private Report() {}

  static String of(List<Measured> results) {
    var text = new StringBuilder();
    text.append(
        """

        | connections | | requests/s | of hello | p50 µs | p99 µs | server CPU µs/request | requests/commit |
        |---|---|---|---|---|---|---|---|
        """);
    var threads = new StringBuilder();
    threads.append(
        """

        | server CPU µs/request | | exchange | writer | event loop | garbage | compilers | other |
        |---|---|---|---|---|---|---|---|
        """);
    for (int connections : results.stream().mapToInt(Measured::connections).distinct().toArray()) {
      Measured hello = median(results, "hello", connections);
      for (String kind : KINDS) {
        Measured run = median(results, kind, connections);
        text.append(line(run, hello));
        threads.append(line(run));
      }
    }
    return text.append(threads).toString();
  }

  private static String line(Measured run) {
    var line = new StringBuilder("| %d | %s |".formatted(run.connections(), run.what()));
    for (ThreadTimes.Work work : ThreadTimes.Work.values()) {
      line.append(String.format(Locale.ROOT, " %.1f |", run.cpuMicros(work)));
    }
    return line.append('\n').toString();
  }

  private static Measured median(List<Measured> results, String kind, int connections) {
    List<Measured> sorted =
        results.stream()
            .filter(it -> it.what().equals(kind) && it.connections() == connections)
            .sorted(Comparator.comparingDouble(Measured::perSecond))
            .toList();
    return sorted.get(sorted.size() / 2);
  }

  private static String line(Measured run, Measured hello) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.0f | %.3f | %.0f | %.0f | %.0f | %s |%n",
        run.connections(),
        run.what(),
        run.perSecond(),
        run.perSecond() / hello.perSecond(),
        run.latency(0.5),
        run.latency(0.99),
        run.cpuMicros(),
        run.commits() == 0 ? "" : String.format(Locale.ROOT, "%.1f", run.perCommit()));
  }
}
