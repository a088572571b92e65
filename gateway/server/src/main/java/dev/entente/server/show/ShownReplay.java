package dev.entente.server.show;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.governance.Replay;
import dev.entente.governance.Replay.Difference;
import dev.entente.governance.Replay.Kind;
import dev.entente.governance.Replay.Occurrence;
import dev.entente.governance.Replay.Request;
import dev.entente.governance.Replay.Undecided;
import dev.entente.server.replay.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a candidate would change of the requests that were made: as a table and as JSON.
 *
 * @param inForce the policy that it is held against
 */
public record ShownReplay(
    History history,
    Replay replay,
    PolicyRevision inForce,
    PolicyRevision candidate,
    Instant since) {
  private static final int MOST_FAILURES = 20;

  /** How many field decisions open, close and change, of one category under one agreement. */
  private static final class Sum {
    private final Map<Kind, Long> byKind = new LinkedHashMap<>();

    private long of(Kind kind) {
      return byKind.getOrDefault(kind, 0L);
    }
  }

  /** For a person. */
  public List<String> lines(Terminal terminal) {
    var lines = new ArrayList<String>();
    lines.add(
        terminal.ink().bold("candidate " + candidate) + " for " + inForce + ", since " + since);
    lines.addAll(basis());
    lines.add(
        "differs     for %d of %d requests"
            .formatted(
                replay.differing(),
                replay.requests() - failed(replay.failed()) - failed(replay.uncompared())));
    if (replay.narrowed() > 0) {
      lines.add("rows        other ones for %d of them".formatted(replay.narrowed()));
    }
    if (!replay.found().isEmpty()) {
      lines.add("");
      lines.addAll(summary(terminal));
      lines.add("");
      lines.addAll(differences(terminal));
    }
    lines.addAll(undecided("the candidate cannot decide", replay.failed()));
    lines.addAll(
        undecided("the policy in force cannot decide, so not compared", replay.uncompared()));
    return lines;
  }

  /** What the figures rest on, and what could not be rebuilt. */
  private List<String> basis() {
    var lines = new ArrayList<String>();
    lines.add(
        "requests    %d, %d different questions"
            .formatted(replay.requests(), history.questions().size()));
    lines.add("  exact     %d, as the decision log has them".formatted(history.logged()));
    lines.add(
        "  rebuilt   %d, of releases in the ledger that it does not have: as if all fields touched"
            .formatted(history.rebuilt()));
    lines.add(
        "            were asked for by name, by today's manifests and the credit at the entry");
    lines.add("  left out  what was denied and not logged");
    missing(lines, history.masked(), "with the question masked, and not released");
    missing(
        lines, history.unread(), "whose event is not understood, or fits no terms of the ledger");
    missing(lines, history.gone(), "of datasets that are not offered any more");
    if (history.torn() > 0) {
      lines.add("            the end of %d files of the log, cut off".formatted(history.torn()));
    }
    lines.add("compared    both decide again, within the terms, so what differs is by the policy");
    return lines;
  }

  private static void missing(List<String> lines, long requests, String what) {
    if (requests > 0) {
      lines.add("            %d %s".formatted(requests, what));
    }
  }

  private List<String> summary(Terminal terminal) {
    var table = new Table(List.of("agreement", "category", "opens", "closes", "changes", "beyond"));
    for (int column = 2; column < 6; column++) {
      table.alignRight(column);
    }
    sums()
        .forEach(
            (agreement, categories) ->
                categories.forEach(
                    (category, sum) ->
                        table.row(
                            List.of(
                                agreement,
                                category,
                                String.valueOf(sum.of(Kind.OPENS)),
                                String.valueOf(sum.of(Kind.CLOSES)),
                                String.valueOf(sum.of(Kind.CHANGES)),
                                String.valueOf(sum.of(Kind.BEYOND))))));
    return table.lines(terminal.width(), terminal.ink());
  }

  private SequencedMap<String, SequencedMap<String, Sum>> sums() {
    var sums = new LinkedHashMap<String, SequencedMap<String, Sum>>();
    replay
        .found()
        .forEach(
            (difference, occurrence) ->
                sums.computeIfAbsent(difference.agreement().value(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(difference.category().value(), _ -> new Sum())
                    .byKind
                    .merge(difference.kind(), occurrence.requests(), Long::sum));
    return sums;
  }

  private List<String> differences(Terminal terminal) {
    var table =
        new Table(List.of("", "field", "from", "to", "exact", "rebuilt", "agreement", "such as"));
    table.alignRight(4).alignRight(5);
    replay
        .found()
        .forEach(
            (difference, occurrence) ->
                table.row(
                    List.of(
                        difference.kind().toString(),
                        difference.dataset().value() + "." + difference.field().value(),
                        difference.before(),
                        difference.after(),
                        String.valueOf(occurrence.requests() - occurrence.rebuilt()),
                        String.valueOf(occurrence.rebuilt()),
                        difference.agreement().value(),
                        occurrence.examples().getFirst())));
    return table.lines(terminal.width(), terminal.ink());
  }

  private static List<String> undecided(String what, List<Undecided> all) {
    var lines = new ArrayList<String>();
    if (all.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.add("%s: %d requests".formatted(what, failed(all)));
    all.stream()
        .limit(MOST_FAILURES)
        .forEach(
            it -> {
              List<String> requests = names(it);
              lines.add(
                  "  %s%s: %s"
                      .formatted(
                          requests.getFirst(),
                          requests.size() > 1 ? " and %d more".formatted(requests.size() - 1) : "",
                          Printable.of(it.why())));
            });
    if (all.size() > MOST_FAILURES) {
      lines.add("  and %d more questions; --json has all".formatted(all.size() - MOST_FAILURES));
    }
    return lines;
  }

  private static List<String> names(Undecided undecided) {
    return undecided.question().requests().stream().map(Request::name).toList();
  }

  private static long failed(List<Undecided> all) {
    return all.stream().mapToLong(it -> it.question().requests().size()).sum();
  }

  /** For machines. */
  public Map<String, Object> document() {
    var basis = new LinkedHashMap<String, Object>();
    basis.put("exact", history.logged());
    basis.put("rebuilt", history.rebuilt());
    basis.put("masked", history.masked());
    basis.put("unread", history.unread());
    basis.put("not-offered", history.gone());
    basis.put("torn-files", history.torn());
    var document = new LinkedHashMap<String, Object>();
    document.put("in-force", inForce.value());
    document.put("candidate", candidate.value());
    document.put("since", since.toString());
    document.put("requests", replay.requests());
    document.put("questions", history.questions().size());
    document.put("basis", basis);
    document.put("differing", replay.differing());
    document.put("other-rows", replay.narrowed());
    document.put("agreements", agreements());
    document.put(
        "differences",
        replay.found().entrySet().stream()
            .map(it -> document(it.getKey(), it.getValue()))
            .toList());
    document.put("failed", replay.failed().stream().map(ShownReplay::document).toList());
    document.put("not-compared", replay.uncompared().stream().map(ShownReplay::document).toList());
    return document;
  }

  private Map<String, Object> agreements() {
    var agreements = new LinkedHashMap<String, Object>();
    sums()
        .forEach(
            (agreement, categories) -> {
              var byCategory = new LinkedHashMap<String, Object>();
              categories.forEach(
                  (category, sum) -> {
                    var kinds = new LinkedHashMap<String, Object>();
                    for (Kind kind : Kind.values()) {
                      kinds.put(kind.toString(), sum.of(kind));
                    }
                    byCategory.put(category, kinds);
                  });
              agreements.put(agreement, byCategory);
            });
    return agreements;
  }

  private static Map<String, Object> document(Difference difference, Occurrence occurrence) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", difference.agreement().value());
    document.put("dataset", difference.dataset().value());
    document.put("field", difference.field().value());
    document.put("category", difference.category().value());
    document.put("kind", difference.kind().toString());
    document.put("from", difference.before());
    document.put("to", difference.after());
    document.put("requests", occurrence.requests());
    document.put("rebuilt", occurrence.rebuilt());
    document.put("examples", occurrence.examples());
    return document;
  }

  private static Map<String, Object> document(Undecided undecided) {
    var document = new LinkedHashMap<String, Object>();
    document.put("requests", names(undecided));
    document.put("because", undecided.why());
    return document;
  }
}
