package dev.entente.server.exposure;

import dev.entente.catalog.DatasetId;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Exposed;
import dev.entente.reciprocity.Exposed.Known;
import dev.entente.reciprocity.RecordKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the records of one dataset of which a partner knows something, by the hashes by which
 * they are remembered.
 *
 * @param all how many there are
 * @param page from 1
 */
public record KnownRecords(DatasetId dataset, List<Row> rows, int all, int page) {
  private static final int PAGE = 50;

  /** What is known of one record. */
  public record Row(String record, List<Known> cells) {
    static Row of(Exposed exposed, RecordKey key) {
      return new Row(
          key.toString(),
          exposed.of(key).stream().sorted(Comparator.comparing(it -> it.field().value())).toList());
    }

    /** What it cost in all. */
    public Amount value() {
      return cells.stream().map(Known::value).reduce(Amount.ZERO, Amount::plus);
    }

    /** As it stands in answers. */
    public Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("record", record);
      json.put("value", value().decimal());
      json.put("cells", cells.stream().map(Row::json).toList());
      return json;
    }

    private static Map<String, Object> json(Known cell) {
      var json = new LinkedHashMap<String, Object>();
      json.put("field", cell.field().value());
      json.put("category", cell.category().value());
      json.put("forms", cell.forms().stream().map(Object::toString).toList());
      json.put("first", cell.first().toString());
      json.put("last", cell.last().toString());
      json.put("value", cell.value().decimal());
      return json;
    }
  }

  public KnownRecords {
    rows = List.copyOf(rows);
  }

  /** The page of that number. */
  public static KnownRecords of(DatasetId dataset, Exposed exposed, int page) {
    List<Row> rows =
        exposed.records().stream()
            .sorted(Comparator.comparing(RecordKey::toString))
            .skip((page - 1L) * PAGE)
            .limit(PAGE)
            .map(key -> Row.of(exposed, key))
            .toList();
    return new KnownRecords(dataset, rows, exposed.records().size(), page);
  }

  /** The record of that hash, if something of it is known. */
  public static Optional<Row> find(Exposed exposed, String record) {
    return exposed.records().stream()
        .filter(key -> key.toString().equals(record))
        .findFirst()
        .map(key -> Row.of(exposed, key));
  }

  public int pages() {
    return Math.max(1, Math.ceilDiv(all, PAGE));
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("dataset", dataset.value());
    json.put("records", rows.stream().map(Row::json).toList());
    json.put("found", all);
    json.put("page", page);
    json.put("pages", pages());
    return json;
  }
}
