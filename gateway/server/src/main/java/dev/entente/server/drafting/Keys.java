package dev.entente.server.drafting;

import dev.entente.catalog.FieldType;
import dev.entente.json.Shown;
import dev.entente.source.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that tell rows apart.
 *
 * @param columns their places among the sample's
 * @param why for a person
 */
record Keys(List<Integer> columns, String why) {
  private static final Set<String> NAMES =
      Set.of(
          "id",
          "key",
          "code",
          "no",
          "nr",
          "num",
          "number",
          "uuid",
          "guid",
          "sku",
          "ticker",
          "symbol",
          "isin",
          "lei",
          "duns",
          "account",
          "campaign",
          "product");
  private static final int MOST_TOGETHER = 12;
  private static final int MOST_KEYS = 8;

  /** One row of so many may be untidy. */
  private static final int UNTIDY = 100;

  Keys {
    columns = List.copyOf(columns);
  }

  /**
   * Finds them: those that were named, else the source's own, else one column without equals, else
   * two or three.
   *
   * @param named by the person who drafts; empty for whatever there is
   * @throws Undrafted if nothing tells them apart that may be shown
   */
  static Keys of(Sample sample, List<Proposal> proposals, List<String> named) throws Undrafted {
    if (!named.isEmpty()) {
      return new Keys(places(sample, named), "you said so");
    }
    if (!sample.key().isEmpty() && sample.key().size() <= MOST_KEYS) {
      List<Integer> own =
          IntStream.range(0, proposals.size())
              .filter(place -> sample.key().contains(sample.columns().get(place).name()))
              .filter(place -> isUsable(proposals.get(place)))
              .boxed()
              .toList();
      if (own.size() == sample.key().size()) {
        return new Keys(own, "the source's own primary key");
      }
    }
    return found(sample, proposals)
        .orElseThrow(
            () ->
                new Undrafted(
                    "no columns tell the rows apart that may be shown: of those without empty cells,"
                        + " none that is neither personal nor text is without equals, alone or with"
                        + " one or two others; name some with --key, or make a view that has one"));
  }

  private static Optional<Keys> found(Sample sample, List<Proposal> proposals) {
    if (sample.rows() == 0) {
      return Optional.empty();
    }
    List<Integer> candidates =
        IntStream.range(0, proposals.size())
            .filter(place -> isCandidate(sample, proposals.get(place), place))
            .boxed()
            .sorted(Comparator.comparingInt(place -> rank(proposals.get(place))))
            .toList();
    String looked = "in the %d rows looked at".formatted(sample.rows());
    return candidates.stream()
        .filter(place -> isUnique(sample, place))
        .findFirst()
        .map(place -> new Keys(List.of(place), "no equals " + looked))
        .or(() -> nearly(sample, proposals))
        .or(
            () ->
                together(candidates)
                    .filter(
                        places -> isUnique(sample, places.stream().mapToInt(it -> it).toArray()))
                    .findFirst()
                    .map(
                        places ->
                            new Keys(
                                places.stream().sorted().toList(),
                                "together no equals " + looked)));
  }

  /** What is called a key and is one but for a few untidy rows, which are left out. */
  private static Optional<Keys> nearly(Sample sample, List<Proposal> proposals) {
    return IntStream.range(0, proposals.size())
        .filter(place -> isUsable(proposals.get(place)) && rank(proposals.get(place)) == 0)
        .filter(place -> UNTIDY * (long) without(sample, place) <= sample.rows())
        .boxed()
        .findFirst()
        .map(
            place ->
                new Keys(
                    List.of(place),
                    "%d of the %d rows looked at lack it or repeat it, and are left out"
                        .formatted(without(sample, place), sample.rows())));
  }

  /** How many rows would be left out. */
  private static int without(Sample sample, int place) {
    List<String> filled = sample.columns().get(place).filled();
    return sample.rows() - new HashSet<>(filled).size();
  }

  /** Pairs, then threes. */
  private static Stream<List<Integer>> together(List<Integer> all) {
    List<Integer> first = all.stream().limit(MOST_TOGETHER).toList();
    int n = first.size();
    var pairs =
        IntStream.range(0, n)
            .boxed()
            .flatMap(
                a -> IntStream.range(a + 1, n).mapToObj(b -> List.of(first.get(a), first.get(b))));
    var threes =
        IntStream.range(0, n)
            .boxed()
            .flatMap(
                a ->
                    IntStream.range(a + 1, n)
                        .boxed()
                        .flatMap(
                            b ->
                                IntStream.range(b + 1, n)
                                    .mapToObj(
                                        c -> List.of(first.get(a), first.get(b), first.get(c)))));
    return Stream.concat(pairs, threes);
  }

  private static boolean isCandidate(Sample sample, Proposal proposal, int place) {
    return isUsable(proposal)
        && sample.columns().get(place).cells().stream().noneMatch(it -> it == null);
  }

  private static boolean isUsable(Proposal proposal) {
    return proposal.mayBeKey()
        && proposal.column().isWritable()
        && proposal.type().stream()
            .anyMatch(
                it -> it == FieldType.STRING || it == FieldType.INTEGER || it == FieldType.DATE);
  }

  /** What sounds like a key, then texts, then numbers; what is dear last. */
  private static int rank(Proposal proposal) {
    if (proposal.reach().equals(Optional.of(Reach.LATE))) {
      return 3;
    }
    if (proposal.column().hasOne(NAMES)) {
      return 0;
    }
    return proposal.type().equals(Optional.of(FieldType.STRING)) ? 1 : 2;
  }

  private static boolean isUnique(Sample sample, int... places) {
    Set<List<@Nullable String>> seen = new HashSet<>();
    return IntStream.range(0, sample.rows())
        .allMatch(
            row ->
                seen.add(
                    Arrays.stream(places)
                        .<@Nullable String>mapToObj(
                            place -> sample.columns().get(place).cells().get(row))
                        .toList()));
  }

  private static List<Integer> places(Sample sample, List<String> names) throws Undrafted {
    List<String> all = sample.columns().stream().map(Sample.Column::name).toList();
    for (String name : names) {
      if (!all.contains(name)
          || !ColumnName.of(name).isWritable()
          || sample.columns().get(all.indexOf(name)).obstacle().isPresent()) {
        throw new Undrafted(
            "the key cannot have the column `%s`; there is: %s"
                .formatted(Shown.of(name), Shown.list(all.stream().map(Shown::of).toList())));
      }
    }
    if (names.size() > MOST_KEYS || new HashSet<>(names).size() < names.size()) {
      throw new Undrafted("a key has at most %d columns, each once".formatted(MOST_KEYS));
    }
    return names.stream().map(all::indexOf).toList();
  }
}
