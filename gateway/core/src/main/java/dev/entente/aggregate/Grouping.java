package dev.entente.aggregate;

import dev.entente.aggregate.Marks.Mark;
import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.Aggregation;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.differencing.Sketch;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import dev.entente.source.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts records into their groups as they are read, and keeps no record. Not thread-safe. */
public final class Grouping {
  private final Marks marks;
  private final int buckets;
  private final int[] keyPlaces;
  private final int[] groupPlaces;
  private final List<Field> measured;
  private final int[] measuredPlaces;
  private final Map<List<@Nullable Object>, Group> groups = new HashMap<>();
  private final Utf8 key = new Utf8(64);
  private int records;

  /**
   * @param plan whose rows will come
   */
  public Grouping(DisclosurePlan plan, AggregateQuery query, Aggregation rule, Marks marks) {
    this.marks = marks;
    this.buckets = Sketch.buckets(rule.k());
    List<FieldName> reads = plan.reads();
    this.keyPlaces = plan.dataset().key().stream().mapToInt(reads::indexOf).toArray();
    this.groupPlaces = query.group().stream().mapToInt(reads::indexOf).toArray();
    this.measured =
        query.measures().values().stream()
            .flatMap(it -> it.field().stream())
            .distinct()
            .map(name -> plan.dataset().field(name).orElseThrow())
            .toList();
    this.measuredPlaces =
        measured.stream().mapToInt(field -> reads.indexOf(field.name())).toArray();
  }

  /** Takes in one record. */
  public void add(Row row) {
    key.clear();
    for (int place : keyPlaces) {
      CellJson.key(row.value(place), key);
    }
    byte[] bytes = key.toBytes();
    Mark mark = marks.of(bytes);
    Group group = group(row);
    group.add(mark);
    for (int i = 0; i < measuredPlaces.length; i++) {
      Object value = row.value(measuredPlaces[i]);
      if (value != null) {
        FieldName field = measured.get(i).name();
        group.values(field).add(value, mark, marks.of(bytes, field, CellJson.of(value)));
      }
    }
    records++;
  }

  private Group group(Row row) {
    @Nullable Object[] by = new Object[groupPlaces.length];
    for (int i = 0; i < by.length; i++) {
      by[i] = same(row.value(groupPlaces[i]));
    }
    return groups.computeIfAbsent(Arrays.asList(by), _ -> fresh(by));
  }

  private Group fresh(@Nullable Object[] by) {
    var group = new Group(by, buckets);
    measured.forEach(
        field -> group.measured().put(field.name(), new Values(field.type(), buckets)));
    return group;
  }

  /** One of all values that are equal. */
  private static @Nullable Object same(@Nullable Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal.stripTrailingZeros();
      case Double number -> number + 0.0;
      case null, default -> value;
    };
  }

  /** How many records were taken in. */
  public int records() {
    return records;
  }

  /** How many groups they fall into. */
  public int size() {
    return groups.size();
  }

  Collection<Group> groups() {
    return groups.values();
  }
}
