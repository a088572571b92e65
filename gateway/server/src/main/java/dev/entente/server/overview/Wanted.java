package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Trust;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A page of all that wants attention, the most urgent first.
 *
 * @param cause of which alone these are; empty for all
 * @param counts how many there are of each cause, whatever is asked for
 */
public record Wanted(
    String cause, List<Point> points, SequencedMap<Attention.Cause, Integer> counts, int page) {
  private static final int PAGE = 100;

  /** One thing, and whom it is about. */
  public record Point(AgreementId agreement, String partner, Attention attention) {
    /** As it stands in answers. */
    public Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("agreement", agreement.value());
      json.put("partner", partner);
      json.putAll(attention.json());
      return json;
    }
  }

  /** All of it, in the order of agreements. */
  public static List<Point> all(
      Trust trust, History history, RefusedSignatures refused, Instant now) {
    return trust.standings().stream().flatMap(it -> of(it, history, refused, now)).toList();
  }

  private static Stream<Point> of(
      Standing standing, History history, RefusedSignatures refused, Instant now) {
    AgreementId id = standing.terms().agreement();
    return Attention.of(standing, history, refused, now).stream()
        .map(it -> new Point(id, standing.terms().partner(), it));
  }

  /** The page that is asked for, from 1. */
  public static Wanted of(List<Point> all, String cause, int page) {
    var counts = new LinkedHashMap<Attention.Cause, Integer>();
    for (Attention.Cause each : Attention.Cause.values()) {
      int count = (int) all.stream().filter(it -> it.attention().cause() == each).count();
      if (count > 0) {
        counts.put(each, count);
      }
    }
    List<Point> points =
        all.stream()
            .filter(it -> cause.isEmpty() || it.attention().cause().toString().equals(cause))
            .sorted(
                Comparator.<Point, Attention.Cause>comparing(it -> it.attention().cause())
                    .thenComparing(Point::partner, String.CASE_INSENSITIVE_ORDER))
            .toList();
    return new Wanted(
        cause, points.stream().skip((page - 1L) * PAGE).limit(PAGE + 1L).toList(), counts, page);
  }

  /** Whether there is another page. */
  public boolean goesOn() {
    return points.size() > PAGE;
  }

  /** Those of this page. */
  public List<Point> shown() {
    return points.stream().limit(PAGE).toList();
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("attention", shown().stream().map(Point::json).toList());
    var causes = new LinkedHashMap<String, Object>();
    counts.forEach((each, count) -> causes.put(each.toString(), count));
    json.put("causes", causes);
    json.put("page", page);
    json.put("more", goesOn());
    return json;
  }
}
