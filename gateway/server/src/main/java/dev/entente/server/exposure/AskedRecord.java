package dev.entente.server.exposure;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldType;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record as a person names it: by the values of its key. One text is the whole value where the
 * key has one field, and the values between commas where it has several; several texts are a value
 * each.
 */
public record AskedRecord(List<String> texts, CellHash hash) {
  public AskedRecord {
    texts = List.copyOf(texts);
  }

  /** The record's key in a dataset; empty if that has no such key. */
  public Optional<RecordKey> in(Dataset dataset) {
    List<FieldType> types =
        dataset.key().stream()
            .flatMap(name -> dataset.field(name).stream())
            .map(Field::type)
            .toList();
    List<String> values = values(types.size());
    if (values.size() != types.size()) {
      return Optional.empty();
    }
    List<Object> parsed = new ArrayList<>();
    try {
      for (int i = 0; i < types.size(); i++) {
        parsed.add(types.get(i).parse(values.get(i)));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A key of another kind, as of another dataset.
    }
    return Optional.of(hash.key(parsed));
  }

  private List<String> values(int fields) {
    return fields > 1 && texts.size() == 1 ? List.of(texts.getFirst().split(",", -1)) : texts;
  }

  @Override
  public String toString() {
    return String.join(",", texts);
  }
}
