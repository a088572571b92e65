package dev.entente.server.forms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.disclosure.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records that were kept as NDJSON.
 *
 * @param columns each field that a record has, in the order in which they first appear
 * @param longest a bound on the bytes of a line
 */
public record KeptRecords(Path file, List<Table.Column> columns, int longest) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads what the columns are. What a field holds decides: while a stage was reached its values
   * may have become other ones, such as numbers after bands, and then they are texts.
   *
   * @param types what the dataset says of its fields
   * @param shown the columns where there is no record
   */
  public static KeptRecords read(Path file, Map<FieldName, FieldType> types, List<FieldName> shown)
      throws IOException {
    var seen = new LinkedHashMap<String, FieldType>();
    long longest = 0;
    try (JsonParser json = JSON.createParser(file.toFile())) {
      while (json.nextToken() != null) {
        long begin = json.currentTokenLocation().getByteOffset();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          FieldType before =
              seen.computeIfAbsent(
                  name, it -> types.getOrDefault(new FieldName(it), FieldType.STRING));
          if (before != FieldType.STRING && !isOf(before, json)) {
            seen.put(name, FieldType.STRING);
          }
        }
        longest = Math.max(longest, json.currentLocation().getByteOffset() - begin + 1);
      }
    }
    if (seen.isEmpty()) {
      shown.forEach(name -> seen.put(name.value(), types.getOrDefault(name, FieldType.STRING)));
    }
    return new KeptRecords(
        file,
        seen.entrySet().stream()
            .map(it -> new Table.Column(new FieldName(it.getKey()), it.getValue()))
            .toList(),
        Math.toIntExact(longest));
  }

  private static boolean isOf(FieldType type, JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return token == JsonToken.VALUE_NULL
        || switch (type) {
          case STRING -> true;
          case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
          case NUMBER -> token.isNumeric();
          case BOOLEAN -> token.isBoolean();
          case DECIMAL, DATE, TIMESTAMP ->
              token == JsonToken.VALUE_STRING && parses(type, json.getText());
        };
  }

  private static boolean parses(FieldType type, String text) {
    try {
      type.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Reads all rows, so many at a time. */
  void rows(int batch, KeptForm.Rows each) throws IOException {
    var places = new HashMap<String, Integer>();
    for (Table.Column column : columns) {
      places.put(column.name().value(), places.size());
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (JsonParser json = JSON.createParser(file.toFile())) {
      while (json.nextToken() != null) {
        @Nullable Object[] row = new Object[columns.size()];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          Integer place = places.get(json.currentName());
          json.nextToken();
          if (place != null) {
            row[place] = value(columns.get(place).type(), json);
          }
        }
        rows.add(row);
        if (rows.size() == batch) {
          each.take(rows);
          rows.clear();
        }
      }
    }
    if (!rows.isEmpty()) {
      each.take(rows);
    }
  }

  private static @Nullable Object value(FieldType type, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case STRING, DECIMAL -> json.getText();
      case INTEGER -> json.getLongValue();
      case NUMBER -> json.getDoubleValue();
      case BOOLEAN -> json.getBooleanValue();
      case DATE, TIMESTAMP -> type.parse(json.getText());
    };
  }
}
