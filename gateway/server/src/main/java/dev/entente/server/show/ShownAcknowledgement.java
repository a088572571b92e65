package dev.entente.server.show;

import dev.entente.server.client.AcknowledgementAnswer;
import dev.entente.server.client.AcknowledgementAnswer.Fate;
import dev.entente.server.client.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of acknowledgements, and what still waits for one. */
public final class ShownAcknowledgement {
  private ShownAcknowledgement() {}

  public static List<String> lines(AcknowledgementAnswer answer, Terminal terminal) {
    Ink ink = terminal.ink();
    Map<String, Long> counts =
        answer.fates().stream()
            .collect(Collectors.groupingBy(Fate::fate, LinkedHashMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "receipts    "
            + counts.entrySet().stream()
                .map(fate -> fate.getValue() + " " + Printable.of(fate.getKey()))
                .collect(Collectors.joining(", ")));
    answer.fates().stream()
        .filter(Fate::isInvalid)
        .map(fate -> invalid(fate, ink))
        .forEach(lines::add);
    lines.add("waiting     " + waiting(answer.waiting()));
    return lines;
  }

  private static String invalid(Fate fate, Ink ink) {
    return ink.yellow("  receipt " + fate.number())
        + Printable.of(fate.because().map(because -> "  " + because).orElse(""));
  }

  /** Such as {@code 2 to be acknowledged, the oldest of …; of entries 7, 12}. */
  static String waiting(Waiting waiting) {
    if (waiting.count() == 0) {
      return "none";
    }
    String oldest = waiting.oldest().map(since -> ", the oldest of " + since).orElse("");
    String overdue =
        waiting.overdue() == 0
            ? ""
            : "; " + waiting.overdue() + " for more than a day, in the way of a raise";
    String entries =
        (waiting.count() == 1 ? "; of entry " : "; of entries ")
            + waiting.entries().stream().map(String::valueOf).collect(Collectors.joining(", "))
            + (waiting.count() > waiting.entries().size() ? ", …" : "");
    return Printable.of(waiting.count() + " to be acknowledged" + oldest + overdue + entries);
  }
}
