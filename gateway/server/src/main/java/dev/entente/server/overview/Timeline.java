package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.PublishedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of what happened in an agreement, newest first.
 *
 * @param earlier the index that earlier entries are below; empty if there are none
 */
public record Timeline(
    Standing standing, List<Told> told, List<Line> lines, Optional<Long> earlier) {
  private static final int PAGE = 100;
  private static final int LEAST_FOLDED = 3;
  private static final Duration WITHIN = Duration.ofHours(1);

  public Timeline {
    told = List.copyOf(told);
    lines = List.copyOf(lines);
  }

  /** One line, or several that are told as one. */
  public sealed interface Told {
    /** The index of its newest entry. */
    long newest();
  }

  /** A line as it is. */
  public record Alone(Line line) implements Told {
    @Override
    public long newest() {
      return line.index();
    }
  }

  /**
   * What was done again and again within an hour, with nothing between that people did or that
   * changed what holds.
   *
   * @param sum what they come to
   * @param lines newest first
   */
  public record Folded(String sum, List<Line> lines) implements Told {
    @Override
    public long newest() {
      return lines.getFirst().index();
    }

    public long oldest() {
      return lines.getLast().index();
    }

    public Instant from() {
      return lines.getLast().when();
    }

    public Instant until() {
      return lines.getFirst().when();
    }
  }

  private record Happened(Entry entry, Line line) {}

  /** The newest page, or the one below an index. */
  public static Timeline of(PublishedLog log, Standing standing, Optional<Long> below) {
    AgreementId agreement = standing.terms().agreement();
    List<Stored> stored = log.newest(agreement, below.orElse(Long.MAX_VALUE), PAGE + 1);
    List<Happened> happened =
        stored.stream()
            .limit(PAGE)
            .map(it -> new Happened(EntryJson.read(it.bytes()), Line.of(it)))
            .toList();
    return new Timeline(
        standing,
        folded(happened),
        happened.stream().map(Happened::line).toList(),
        stored.size() > PAGE ? Optional.of(stored.get(PAGE - 1).index()) : Optional.empty());
  }

  private static List<Told> folded(List<Happened> newestFirst) {
    var groups = new ArrayList<List<Happened>>();
    var open = new HashMap<String, List<Happened>>();
    for (Happened it : newestFirst) {
      String repeated = repeated(it.entry().event());
      if (repeated.isEmpty()) {
        open.clear();
      }
      @Nullable List<Happened> group = open.get(repeated);
      if (group == null || group.getFirst().line().when().minus(WITHIN).isAfter(it.line().when())) {
        group = new ArrayList<>();
        groups.add(group);
        if (!repeated.isEmpty()) {
          open.put(repeated, group);
        }
      }
      group.add(it);
    }
    return groups.stream()
        .flatMap(
            group ->
                group.size() < LEAST_FOLDED
                    ? group.stream().map(it -> (Told) new Alone(it.line()))
                    : List.of((Told) fold(group)).stream())
        .sorted(Comparator.comparingLong(Told::newest).reversed())
        .toList();
  }

  private static Folded fold(List<Happened> group) {
    List<Event> events = group.stream().map(it -> it.entry().event()).toList();
    return new Folded(
        events.size() + " " + repeated(events.getFirst()) + sum(events),
        group.stream().map(Happened::line).toList());
  }

  /** What programs do again and again, in the plural; empty for all else. */
  private static String repeated(Event event) {
    return switch (event) {
      case Event.Disclosed disclosed -> "releases of " + disclosed.dataset();
      case Event.Received received -> "contributions of " + received.exchange();
      case Event.Acknowledged _ -> "acknowledgements";
      case Event.Reserved _ -> "reservations of room";
      case Event.Voided _ -> "reservations given back";
      default -> "";
    };
  }

  private static String sum(List<Event> events) {
    long records = 0;
    Amount amount = Amount.ZERO;
    for (Event event : events) {
      switch (event) {
        case Event.Disclosed disclosed -> {
          records += disclosed.records();
          amount = amount.plus(disclosed.value());
        }
        case Event.Received received -> {
          records += received.earning();
          amount = amount.plus(received.credits().total().earned());
        }
        default -> {}
      }
    }
    return switch (events.getFirst()) {
      case Event.Disclosed _ -> ": %d records for %s".formatted(records, amount);
      case Event.Received _ -> ": %d records earned %s".formatted(records, amount);
      default -> "";
    };
  }

  /** As it stands in answers: entry by entry. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("entries", lines.stream().map(Line::json).toList());
    json.put("earlier", earlier.orElse(null));
    return json;
  }
}
