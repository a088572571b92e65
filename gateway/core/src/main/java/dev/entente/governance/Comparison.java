package dev.entente.governance;

import dev.entente.agreement.Gate;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.PartnershipType;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.governance.Matrix.Cell;
import dev.entente.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What two policies decide otherwise about a dataset: each field at each stage, for each purpose
 * agreed, as if the partnership were of each type, when nothing has happened yet, when all
 * milestones and signals that the terms name are there, and when a dispute is open. With credit
 * left.
 */
public final class Comparison {
  /** What stands for the rows, as no field is called. */
  public static final String ROWS = "(rows)";

  private static final String ALL_ROWS = "\"all\"";

  private final Policy was;
  private final Policy is;
  private final Terms terms;
  private final Dataset dataset;
  private final LocalDate day;

  private Comparison(Policy was, Policy is, Terms terms, Dataset dataset, LocalDate day) {
    this.was = was;
    this.is = is;
    this.terms = terms;
    this.dataset = dataset;
    this.day = day;
  }

  /** What has happened. */
  public enum When {
    AT_FIRST,
    ALL_SHOWN,
    IN_DISPUTE;

    @Override
    public String toString() {
      return switch (this) {
        case AT_FIRST -> "at first";
        case ALL_SHOWN -> "all shown";
        case IN_DISPUTE -> "in dispute";
      };
    }
  }

  /** What it comes to for the partner. */
  public enum Kind {
    OPENS,
    CLOSES,
    CHANGES
  }

  /** Where the policies differ. */
  public record Place(Stage stage, Purpose purpose, PartnershipType type, When when) {}

  /**
   * One difference of a field, or of the rows.
   *
   * @param subject the field's name, or {@link #ROWS}
   * @param places all where it is so, which together are each of their stages with each of their
   *     purposes, types and times
   */
  public record Difference(String subject, Cell was, Cell is, List<Place> places) {
    public Kind kind() {
      int change = Integer.compare(strength(is), strength(was));
      return change > 0 ? Kind.OPENS : change < 0 ? Kind.CLOSES : Kind.CHANGES;
    }

    private static int strength(Cell cell) {
      return switch (cell.release()) {
        case "hidden", "withheld" -> 0;
        case "full", ALL_ROWS -> 2;
        default -> 1;
      };
    }

    /** The values of one dimension that it has, in their order. */
    public <T> List<T> each(Function<Place, T> dimension) {
      return places.stream().map(dimension).distinct().toList();
    }
  }

  /**
   * The differences, by field in the manifest's order.
   *
   * @throws dev.entente.problem.Unavailable if one of them cannot decide
   */
  public static List<Difference> of(
      Policy was, Policy is, Terms terms, Dataset dataset, LocalDate day) {
    return new Comparison(was, is, terms, dataset, day).differences();
  }

  private record Change(Cell was, Cell is) {}

  private List<Difference> differences() {
    var found = new LinkedHashMap<String, SequencedMap<Change, List<Place>>>();
    dataset.fields().forEach(field -> found.put(field.name().value(), new LinkedHashMap<>()));
    found.put(ROWS, new LinkedHashMap<>());
    places()
        .forEach(
            place -> {
              PolicyInput input = input(place);
              Decision before = Guard.hold(was.decide(input), input);
              Decision after = Guard.hold(is.decide(input), input);
              for (Field field : dataset.fields()) {
                if (isOther(before, after, field.name())) {
                  var change = new Change(Cell.of(before, field), Cell.of(after, field));
                  note(found, field.name().value(), bare(change), place);
                }
              }
              if (!before.rows().equals(after.rows())) {
                note(found, ROWS, new Change(rows(before), rows(after)), place);
              }
            });
    var differences = new ArrayList<Difference>();
    found.forEach(
        (subject, changes) ->
            changes.forEach(
                (change, places) ->
                    blocks(places)
                        .forEach(
                            block ->
                                differences.add(
                                    new Difference(subject, change.was, change.is, block)))));
    return differences;
  }

  private static void note(
      Map<String, SequencedMap<Change, List<Place>>> found,
      String subject,
      Change change,
      Place place) {
    found
        .computeIfAbsent(subject, _ -> new LinkedHashMap<>())
        .computeIfAbsent(change, _ -> new ArrayList<>())
        .add(place);
  }

  /** The condition, as a policy says it. */
  private static Cell rows(Decision decision) {
    byte[] said = Json.write(decision.rows().document());
    return new Cell(new String(said, StandardCharsets.UTF_8), Optional.empty());
  }

  /** Another form, or another cause; other cures alone are no difference. */
  private static boolean isOther(Decision before, Decision after, FieldName field) {
    return !Optional.ofNullable(before.released().get(field))
            .map(Decision.Released::release)
            .equals(
                Optional.ofNullable(after.released().get(field)).map(Decision.Released::release))
        || !because(before, field).equals(because(after, field));
  }

  private static Optional<Decision.Because> because(Decision decision, FieldName field) {
    return Optional.ofNullable(decision.released().get(field))
        .flatMap(Decision.Released::reason)
        .or(
            () ->
                Optional.ofNullable(decision.withheld().get(field)).map(Decision.Withheld::reason))
        .map(Decision.Reason::because);
  }

  /** Without cures, which differ from stage to stage. */
  private static Change bare(Change change) {
    return new Change(bare(change.was), bare(change.is));
  }

  private static Cell bare(Cell cell) {
    return new Cell(
        cell.release(),
        cell.reason().map(reason -> new Decision.Reason(reason.because(), List.of())));
  }

  /** The places in as few blocks as are each a whole product of their dimensions. */
  private static List<List<Place>> blocks(List<Place> places) {
    List<Function<Place, Object>> dimensions =
        List.of(Place::type, Place::stage, Place::purpose, Place::when);
    long product =
        dimensions.stream()
            .mapToLong(dimension -> places.stream().map(dimension).distinct().count())
            .reduce(1, (one, other) -> one * other);
    if (product == places.size()) {
      return List.of(places);
    }
    var blocks = new ArrayList<List<Place>>();
    Function<Place, Object> split =
        dimensions.stream()
            .filter(it -> places.stream().map(it).distinct().count() > 1)
            .findFirst()
            .orElseThrow();
    var parts = new LinkedHashMap<Object, List<Place>>();
    places.forEach(
        place -> parts.computeIfAbsent(split.apply(place), _ -> new ArrayList<>()).add(place));
    parts.values().forEach(part -> blocks.addAll(blocks(part)));
    return blocks;
  }

  private Stream<Place> places() {
    return terms.ladder().stages().stream()
        .flatMap(
            stage ->
                terms.purposes().stream()
                    .flatMap(
                        purpose ->
                            Stream.of(PartnershipType.values())
                                .flatMap(
                                    type ->
                                        Stream.of(When.values())
                                            .map(when -> new Place(stage, purpose, type, when)))));
  }

  private PolicyInput input(Place place) {
    var milestones = new TreeSet<>(Comparator.comparing(Milestone::value));
    var signals = new TreeSet<String>();
    var disputes = new TreeSet<String>();
    switch (place.when()) {
      case AT_FIRST -> {}
      case ALL_SHOWN -> {
        dataset.fields().forEach(field -> field.milestone().ifPresent(milestones::add));
        gates()
            .flatMap(gate -> gate.milestones().stream())
            .map(Milestone::new)
            .forEach(milestones::add);
        gates().flatMap(gate -> gate.signals().stream()).forEach(signals::add);
      }
      case IN_DISPUTE -> disputes.add("dispute");
    }
    return new PolicyInput(
        terms.of(place.type()),
        dataset,
        place.stage(),
        Optional.of(place.purpose().value()),
        day,
        milestones,
        signals,
        disputes,
        new LinkedHashSet<>(dataset.fields().stream().map(Field::name).toList()),
        new TreeSet<>(Comparator.comparing(Category::value)));
  }

  private Stream<Gate> gates() {
    return terms.ladder().rungs().stream().map(Rung::gate);
  }
}
