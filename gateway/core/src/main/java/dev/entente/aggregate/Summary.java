package dev.entente.aggregate;

import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.Aggregation;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Measure;
import dev.entente.differencing.Shown;
import dev.entente.differencing.Sketch;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Cells;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The groups that one answer shows, each of at least k records, and each figure of at least k
 * values. How it is told is for {@link GroupTexts}. Immutable.
 */
public final class Summary {
  private final Aggregation rule;
  private final boolean suppressed;
  private final GroupTexts texts;
  private final Shown shown;

  private Summary(Aggregation rule, boolean suppressed, GroupTexts texts, Shown shown) {
    this.rule = rule;
    this.suppressed = suppressed;
    this.texts = texts;
    this.shown = shown;
  }

  /** Withholds and renders; the salt is that of the entry to come. */
  public static Summary of(
      Grouping grouping,
      DisclosurePlan plan,
      AggregateQuery query,
      Aggregation rule,
      CellHash hash,
      Salt salt) {
    List<Group> all = grouping.groups().stream().sorted(ORDER).toList();
    Suppression groups = Suppression.of(all, rule.k(), Group::count, 0);
    var told = new HashMap<FieldName, Set<Group>>();
    var fields = new LinkedHashMap<FieldName, List<Sketch>>();
    boolean suppressed = groups.any();
    for (FieldName field : measured(query)) {
      int before = all.stream().mapToInt(it -> it.values(field).count()).sum();
      int inShown = groups.shown().stream().mapToInt(it -> it.values(field).count()).sum();
      Suppression values =
          Suppression.of(
              groups.shown(), rule.k(), it -> it.values(field).count(), before - inShown);
      told.put(field, new HashSet<>(values.shown()));
      fields.put(field, sets(values.shown(), it -> it.values(field).sketch()));
      suppressed |= values.any();
    }
    var texts = new GroupTexts(plan, query, hash, salt);
    for (Group group : groups.shown()) {
      suppressed |= texts.add(group, figures(group, query, told));
    }
    var shown = new Shown(rule.k(), sets(groups.shown(), Group::sketch), fields);
    return new Summary(rule, suppressed, texts, shown);
  }

  private static List<FieldName> measured(AggregateQuery query) {
    return query.measures().values().stream()
        .flatMap(it -> it.field().stream())
        .distinct()
        .toList();
  }

  /** Each of them, and all together. */
  private static List<Sketch> sets(List<Group> groups, Function<Group, Sketch> set) {
    List<Sketch> sets = new ArrayList<>(groups.stream().map(set).toList());
    sets.stream().reduce(Sketch::plus).ifPresent(sets::add);
    return sets.stream().distinct().toList();
  }

  private static SequencedMap<String, @Nullable Object> figures(
      Group group, AggregateQuery query, Map<FieldName, Set<Group>> told) {
    var figures = new LinkedHashMap<String, @Nullable Object>();
    query.measures().forEach((name, measure) -> figures.put(name, figure(group, measure, told)));
    return figures;
  }

  private static @Nullable Object figure(
      Group group, Measure measure, Map<FieldName, Set<Group>> told) {
    if (measure.field().isEmpty()) {
      return (long) group.count();
    }
    FieldName field = measure.field().get();
    return told.getOrDefault(field, Set.of()).contains(group)
        ? group.values(field).of(measure.function())
        : null;
  }

  /** By the values grouped by, nulls last. */
  private static final Comparator<Group> ORDER =
      (one, other) -> {
        for (int i = 0; i < one.by().size(); i++) {
          int order = compare(one.by().get(i), other.by().get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private static int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return FieldType.compare(one, other);
  }

  public Aggregation rule() {
    return rule;
  }

  /** Whether something is withheld because it is of too few. */
  public boolean isSuppressed() {
    return suppressed;
  }

  /** Whether the ledger's entry can hold it. */
  public boolean fits() {
    return shown.fits();
  }

  public Shown shown() {
    return shown;
  }

  /** Each group as it is priced. */
  public List<Cells> cells() {
    return texts.cells();
  }

  /** The groups as a JSON array. */
  public byte[] json() {
    return texts.json();
  }

  /** The hash of the groups' canonical JSON (RFC 8785). */
  public Sha256 hash() {
    return texts.hash();
  }
}
