package dev.entente.catalog;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A question for groups of records, as its body says it. Names are not looked up yet.
 *
 * @param group by what; empty for all records together
 * @param measures by the names that the answer gives them
 * @param records the same as a question for the records behind it
 */
public record AggregateQuery(
    List<FieldName> group, SequencedMap<String, Measure> measures, Query records) {
  private static final int MOST_GROUPED = 8;
  private static final int MOST_MEASURES = 16;

  /** So that the ledger's entry holds them beside the traces of the groups. */
  private static final int MOST_FIELDS = 32;

  public AggregateQuery {
    group = List.copyOf(group);
    measures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(measures));
  }

  /**
   * Reads the question's body.
   *
   * @throws dev.entente.json.Malformed if it is none
   */
  public static AggregateQuery read(byte[] body) {
    var doc = Doc.of(body.length == 0 ? Json.tree(new LinkedHashMap<>()) : Json.read(body));
    doc.only("group", "measures", "filter", "purpose");
    List<FieldName> group =
        doc.find("group").map(it -> it.distinct(name -> name.as(FieldName::new))).orElse(List.of());
    if (group.size() > MOST_GROUPED) {
      throw doc.at("group").malformed("records are grouped by at most " + MOST_GROUPED + " fields");
    }
    SequencedMap<String, Measure> measures = measures(doc.at("measures"), group);
    return new AggregateQuery(group, measures, records(doc, group, measures));
  }

  private static SequencedMap<String, Measure> measures(Doc doc, List<FieldName> group) {
    var measures = new LinkedHashMap<String, Measure>();
    doc.members()
        .forEach(
            (name, measure) -> {
              String named = measure.as(_ -> Names.name("measure", name));
              if (group.contains(new FieldName(named))) {
                throw measure.malformed("it has the name of a field that is grouped by");
              }
              measures.put(named, measure.as(Measure::parse));
            });
    if (measures.isEmpty() || measures.size() > MOST_MEASURES) {
      throw doc.malformed("name 1 to " + MOST_MEASURES + " measures, like {\"n\": \"count\"}");
    }
    return measures;
  }

  private static Query records(
      Doc doc, List<FieldName> group, SequencedMap<String, Measure> measures) {
    SequencedSet<FieldName> told = new LinkedHashSet<>(group);
    measures.values().forEach(measure -> measure.field().ifPresent(told::add));
    var body = new LinkedHashMap<String, Object>();
    body.put("fields", told.stream().map(FieldName::value).toList());
    doc.find("filter").ifPresent(it -> body.put("filter", it.node()));
    doc.find("purpose").ifPresent(it -> body.put("purpose", it.node()));
    body.put("limit", Query.HIGHEST_LIMIT);
    Query records = Query.read(Json.write(body));
    SequencedSet<FieldName> touched = new LinkedHashSet<>(told);
    records.filter().ifPresent(it -> it.comparisons().forEach(c -> touched.add(c.field())));
    if (touched.size() > MOST_FIELDS) {
      throw doc.malformed("it touches at most " + MOST_FIELDS + " fields");
    }
    return records;
  }
}
