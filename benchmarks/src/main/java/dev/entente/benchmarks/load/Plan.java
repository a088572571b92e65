package dev.entente.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long and where to measure.
 *
 * @param warming how long the servers are driven before anything is measured
 * @param seconds that one measurement takes, about
 * @param parent of the directory that the ledger is written in; on a real disk
 * @param jvm further options of the gateway's JVM
 */
record Plan(int rounds, int seconds, Duration warming, Path parent, List<String> jvm) {
  static Plan of(List<String> arguments) {
    boolean quick = false;
    Duration warming = Duration.ZERO;
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> jvm = new ArrayList<>();
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--warm" -> warming = Duration.ofSeconds(Integer.parseInt(rest.next()));
        case "--dir" -> parent = Path.of(rest.next());
        case String option when option.startsWith("-X") || option.startsWith("-D") ->
            jvm.add(option);
        default ->
            throw new IllegalArgumentException(
                "%s is not known; there are --quick, --warm SECONDS, --dir DIR, and -X and -D options of the JVM"
                    .formatted(argument));
      }
    }
    var plan =
        quick
            ? new Plan(1, 4, Duration.ofSeconds(30), parent, List.copyOf(jvm))
            : new Plan(3, 8, Duration.ofSeconds(60), parent, List.copyOf(jvm));
    return warming.isZero() ? plan : plan.warmed(warming);
  }

  /** Whether to go on warming; three times as long as planned at most, if compilers still work. */
  boolean stillWarms(Duration sinceStart, boolean compiling) {
    Duration longest = compiling ? warming.multipliedBy(3) : warming;
    return sinceStart.compareTo(longest) < 0;
  }

  private Plan warmed(Duration longer) {
    return new Plan(rounds, seconds, longer, parent, jvm);
  }
}
