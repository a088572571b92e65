package dev.entente.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What a field is: its type, what it is about, what it is worth, and when it opens.
 *
 * @param value S, what one full cell is worth: 1, 2, 5, 10 or 20; it follows exploitation risk
 * @param stage from which stage on it is released in full
 * @param weaker what is released before that, by the stage from which on it is
 * @param milestone what must have been shown besides the stage
 * @param filter whether it may be filtered and sorted on although it is worth 10 or 20
 */
public record Field(
    FieldName name,
    FieldType type,
    Category category,
    int value,
    Stage stage,
    SequencedMap<Stage, Release> weaker,
    Optional<Milestone> milestone,
    boolean filter) {
  private static final Set<Integer> VALUES = Set.of(1, 2, 5, 10, 20);
  private static final int DEAR = 10;

  public Field {
    weaker = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weaker));
    if (!VALUES.contains(value)) {
      throw new IllegalArgumentException("a value is 1, 2, 5, 10 or 20, this is " + value);
    }
    for (Release release : weaker.values()) {
      if (release instanceof Release.Full) {
        throw new IllegalArgumentException(
            "a weaker release is band, truncate, pseudonym or aggregate");
      }
      if (!release.suits(type)) {
        throw new IllegalArgumentException(release.misfit(type));
      }
    }
  }

  /**
   * Whether a caller who sees it in full may filter and sort on it. Who is not in an answer is told
   * for free, so a dear field must say that it may.
   */
  public boolean mayFilter() {
    return value < DEAR || filter;
  }

  /** This field of the terms where its manifest has become narrower; empty if nothing is left. */
  Optional<Field> narrowed(Field now, BinaryOperator<Stage> later) {
    boolean otherMilestone =
        milestone.isPresent() && now.milestone.isPresent() && !milestone.equals(now.milestone);
    if (type != now.type || otherMilestone) {
      return Optional.empty();
    }
    SequencedMap<Stage, Release> stillWeaker = new LinkedHashMap<>();
    weaker.forEach(
        (at, agreed) ->
            now.released(at, later)
                .map(release -> release.narrows(agreed) ? release : agreed)
                .ifPresent(release -> stillWeaker.put(at, release)));
    return Optional.of(
        new Field(
            name,
            type,
            category,
            value,
            later.apply(stage, now.stage),
            stillWeaker,
            milestone.or(now::milestone),
            filter && now.filter));
  }

  /** What is released at that stage, the milestone aside; empty if nothing is. */
  private Optional<Release> released(Stage at, BinaryOperator<Stage> later) {
    if (later.apply(stage, at).equals(at)) {
      return Optional.of(new Release.Full());
    }
    return weaker.keySet().stream()
        .filter(from -> later.apply(from, at).equals(at))
        .reduce(later)
        .map(weaker::get);
  }
}
