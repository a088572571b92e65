package dev.entente.benchmarks.load;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table: of each kind of run the median one, and its ratio to the median hello. */
final class Report {
  private static final List<String> KINDS = List.of("hello", "re-reads", "first reads");

  private Report() {}

  static String of(List<Measured> results) {
    var text = new StringBuilder();
    text.append(
        """

        | connections | | requests/s | of hello | p50 µs | p99 µs | server CPU µs/request | requests/commit |
        |---|---|---|---|---|---|---|---|
        """);
    for (int connections : results.stream().mapToInt(Measured::connections).distinct().toArray()) {
      Measured hello = median(results, "hello", connections);
      for (String kind : KINDS) {
        text.append(line(median(results, kind, connections), hello));
      }
    }
    return text.toString();
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
