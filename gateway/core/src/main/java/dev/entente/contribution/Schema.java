package dev.entente.contribution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.contribution.Reading.Fit;
import dev.entente.contribution.Reading.Unfit;
import dev.entente.json.Spelling;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exchange asks of a record on a day. */
final class Schema {
  private static final int LONGEST_SHOWN = 64;

  private final SequencedMap<String, Wanted> fields = new LinkedHashMap<>();
  private final Set<String> needed = new HashSet<>();
  private final Optional<Freshness> freshness;
  private final Format format;

  Schema(ExchangeManifest exchange, Format format, LocalDate today) {
    this.format = format;
    for (Wanted field : exchange.fields()) {
      fields.put(field.name().value(), field);
      if (field.required() || exchange.key().contains(field.name())) {
        needed.add(field.name().value());
      }
    }
    this.freshness =
        exchange
            .freshness()
            .map(
                fresh ->
                    new Freshness(
                        exchange.fields().stream()
                            .map(Wanted::name)
                            .toList()
                            .indexOf(fresh.field()),
                        fresh,
                        today));
  }

  /** Refuses a first line of CSV under which no row could be a record. */
  void header(List<String> names) throws Unreadable {
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!fields.containsKey(name)) {
        throw Unreadable.line(1, unknown(name));
      }
      if (!seen.add(name)) {
        throw Unreadable.line(1, "`" + name + "` stands here twice");
      }
    }
    for (String name : fields.keySet()) {
      if (needed.contains(name) && !seen.contains(name)) {
        throw Unreadable.line(1, "no column is named `" + name + "`, which is needed");
      }
    }
  }

  /** Holds a record against it. */
  Reading read(JsonNode record) {
    if (!record.isObject()) {
      return Unfit.invalid("a record is an object, this is " + Value.kind(record));
    }
    for (Map.Entry<String, JsonNode> member : record.properties()) {
      if (!fields.containsKey(member.getKey())) {
        return Unfit.invalid(unknown(member.getKey()));
      }
    }
    @Nullable Object[] values = new Object[fields.size()];
    int place = 0;
    for (Wanted field : fields.values()) {
      String name = field.name().value();
      JsonNode value = record.path(name);
      try {
        values[place++] = value(field, value);
      } catch (IllegalArgumentException e) {
        return Unfit.invalid(name + ": " + e.getMessage());
      }
    }
    Fit fit = Fit.of(values);
    return freshness.map(fresh -> fresh.check(fit)).orElse(fit);
  }

  private @Nullable Object value(Wanted field, JsonNode value) {
    if (!value.isNull() && !value.isMissingNode()) {
      return Value.read(field, value, format);
    }
    if (needed.contains(field.name().value())) {
      throw new IllegalArgumentException("is missing, and is needed");
    }
    return null;
  }

  private String unknown(String name) {
    String shown = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
    return "`"
        + shown
        + "` is no field of this exchange"
        + Spelling.question(name, fields.keySet());
  }
}
