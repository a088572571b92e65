package dev.entente.server.show;

import dev.entente.reciprocity.Fate;
import dev.entente.server.client.ContributionAnswer;
import dev.entente.server.client.ContributionAnswer.RecordFate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a contribution: fates counted and explained, credit, and where that leaves. */
public final class ShownContribution {
  private ShownContribution() {}

  /**
   * The whole answer.
   *
   * @param most how many invalid records are named
   */
  public static List<String> lines(ContributionAnswer answer, int most, Terminal terminal) {
    Ink ink = terminal.ink();
    List<String> lines = new ArrayList<>();
    lines.add("records     " + answer.records().size() + counts(answer));
    for (Fate fate : Fate.values()) {
      if (answer.count(fate) > 0 && !meaning(fate).isEmpty()) {
        lines.add(ink.faint("            " + fate + ": " + meaning(fate)));
      }
    }
    lines.addAll(invalid(answer, most, ink));
    lines.add("credit      " + ink.bold(Bar.plain(answer.credit())));
    lines.addAll(ShownStanding.lines(answer.standing(), terminal));
    lines.add("receipt     entry " + answer.receipt().index() + " of the gateway's log");
    return lines;
  }

  private static String counts(ContributionAnswer answer) {
    String fates =
        Arrays.stream(Fate.values())
            .filter(fate -> answer.count(fate) > 0)
            .map(fate -> answer.count(fate) + " " + fate)
            .collect(Collectors.joining(", "));
    return fates.isEmpty() ? "" : ": " + fates;
  }

  /** Why it earned nothing; empty for what did. */
  private static String meaning(Fate fate) {
    return switch (fate) {
      case ACCEPTED -> "";
      case DUPLICATE -> "you had shared it just so before";
      case INVALID -> "it is not what the exchange asks for";
      case STALE -> "it is older than the exchange takes";
      case ECHO -> "it is what you had been told";
      case BEYOND_EXPECTED -> "twice what a round is expected to bring has come in already";
    };
  }

  private static List<String> invalid(ContributionAnswer answer, int most, Ink ink) {
    List<RecordFate> invalid =
        answer.records().stream().filter(record -> record.fate() == Fate.INVALID).toList();
    List<String> lines = new ArrayList<>();
    for (RecordFate record : invalid.subList(0, Math.min(most, invalid.size()))) {
      lines.add(
          ink.yellow("  record " + record.number())
              + Printable.of(record.because().map(because -> "  " + because).orElse("")));
    }
    if (invalid.size() > most) {
      lines.add(ink.faint("  and " + (invalid.size() - most) + " more that are invalid"));
    }
    return lines;
  }
}
