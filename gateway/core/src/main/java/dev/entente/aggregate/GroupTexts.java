package dev.entente.aggregate;

import dev.entente.catalog.AggregateQuery;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Measure;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.json.CellJson;
import dev.entente.json.Json;
import dev.entente.json.Utf8;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordKey;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups rendered for the answer, for the hashes and for the price. Not thread-safe. */
final class GroupTexts {
  private static final byte RECORD_LEAF = 0;

  private final AggregateQuery query;
  private final List<FieldName> fields;
  private final CellHash hash;
  private final byte[] salt;
  private final Set<FieldName> filtered;
  private final byte[] question;
  private final byte[] filter;
  private final Utf8 shown = new Utf8(1024);
  private final Utf8 canonical = new Utf8(1024);
  private final List<Cells> cells = new ArrayList<>();

  GroupTexts(DisclosurePlan plan, AggregateQuery query, CellHash hash, Salt salt) {
    this.query = query;
    this.fields = plan.priced().stream().map(Priced::field).toList();
    this.hash = hash;
    this.salt = salt.bytes();
    this.filtered =
        query.records().filter().stream()
            .flatMap(Filter::comparisons)
            .map(Filter.Comparison::field)
            .collect(Collectors.toUnmodifiableSet());
    this.filter =
        query.records().filter().map(Object::toString).orElse("").getBytes(StandardCharsets.UTF_8);
    this.question = question();
  }

  /** What tells the group from one of another question that has the same values. */
  private byte[] question() {
    var about = new LinkedHashMap<String, Object>();
    about.put("aggregate", Sha256.hash(filter).toString());
    about.put("group", query.group().stream().map(FieldName::value).toList());
    about.put("measures", query.measures().values().stream().map(Measure::toString).toList());
    return Json.canonical(about);
  }

  /**
   * Renders one group.
   *
   * @param figures by their names, as the question has them
   * @return whether a figure is withheld
   */
  boolean add(Group group, SequencedMap<String, @Nullable Object> figures) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < query.group().size(); i++) {
      members.put(query.group().get(i).value(), group.by().get(i));
    }
    members.putAll(figures);
    object(members, shown);
    byte[] leaf = object(new TreeMap<>(members), canonical);
    cells.add(new Cells(key(group), hashes(group, figures), leaf(leaf)));
    return figures.containsValue(null);
  }

  private static byte[] object(Map<String, @Nullable Object> members, Utf8 out) {
    out.put(out.size() == 0 ? '[' : ',');
    int begin = out.size();
    char before = '{';
    for (var member : members.entrySet()) {
      out.put(before);
      before = ',';
      out.put('"');
      out.put(member.getKey());
      out.put('"');
      out.put(':');
      if (member.getValue() == null) {
        out.put("null");
      } else {
        CellJson.write(member.getValue(), out);
      }
    }
    out.put('}');
    return Arrays.copyOfRange(out.array(), begin, out.size());
  }

  private RecordKey key(Group group) {
    var key = new Utf8(256);
    key.put(question);
    group.by().forEach(value -> CellJson.key(value, key));
    return hash.key(key.array(), key.size());
  }

  /** Of what is told of each field by this group; 0 where that is nothing. */
  private long[] hashes(Group group, Map<String, @Nullable Object> figures) {
    long[] hashes = new long[fields.size()];
    for (int i = 0; i < hashes.length; i++) {
      var told = new Utf8(64);
      told(fields.get(i), group, figures, told);
      hashes[i] = told.size() == 0 ? 0 : hash.cell(told.toBytes());
    }
    return hashes;
  }

  private void told(FieldName field, Group group, Map<String, @Nullable Object> figures, Utf8 out) {
    int grouped = query.group().indexOf(field);
    if (grouped >= 0 && group.by().get(grouped) != null) {
      CellJson.key(group.by().get(grouped), out);
    }
    query
        .measures()
        .forEach(
            (name, measure) -> {
              Object figure = figures.get(name);
              if (figure != null && measure.field().filter(field::equals).isPresent()) {
                CellJson.key(figure, out);
              }
            });
    if (filtered.contains(field)) {
      out.put(filter);
    }
  }

  private Sha256 leaf(byte[] canonical) {
    MessageDigest digest = Sha256.digest();
    digest.update(RECORD_LEAF);
    digest.update(salt);
    digest.update(canonical);
    return Sha256.of(digest);
  }

  List<Cells> cells() {
    return List.copyOf(cells);
  }

  byte[] json() {
    return array(shown);
  }

  Sha256 hash() {
    return Sha256.hash(array(canonical));
  }

  private static byte[] array(Utf8 objects) {
    return objects.size() == 0
        ? "[]".getBytes(StandardCharsets.US_ASCII)
        : (new String(objects.toBytes(), StandardCharsets.UTF_8) + "]")
            .getBytes(StandardCharsets.UTF_8);
  }
}
