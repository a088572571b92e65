package dev.entente.connectors.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import dev.entente.source.Sampling;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A look at the first rows of one file, all its columns. */
final class Look {
  private final SourceFile file;
  private final Sampling sampling;
  private OptionalLong total = OptionalLong.empty();

  Look(SourceFile file, Sampling sampling) {
    this.file = file;
    this.sampling = sampling;
  }

  /** How many rows the file says it has, after the look. */
  OptionalLong total() {
    return total;
  }

  /**
   * Takes its rows, and gives the names of its columns.
   *
   * @throws dev.entente.json.Malformed if it is not what its ending says
   */
  Set<String> columns(Path scratch) throws IOException, SQLException {
    return switch (file.format()) {
      case CSV -> csv(',');
      case TSV -> csv('\t');
      case JSON, NDJSON -> json();
      case PARQUET -> parquet(scratch);
    };
  }

  private Set<String> csv(char separator) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file.real()))) {
      CsvFile.skipMark(in, file);
      var rows = new CsvRows(in, separator);
      List<String> header = CsvFile.header(rows, file);
      header.forEach(sampling::column);
      header.stream()
          .filter(name -> Collections.frequency(header, name) > 1)
          .forEach(name -> sampling.obstacle(name, "the file has it twice"));
      while (rows.next()) {
        if (sampling.isEnough()) {
          sampling.goesOn();
          break;
        }
        if (rows.broken().isEmpty() && rows.cells() <= header.size()) {
          for (int i = 0; i < rows.cells(); i++) {
            String name = header.get(i);
            rows.text(i).ifPresent(text -> own(name, text));
          }
          end();
        }
      }
      return new LinkedHashSet<>(header);
    }
  }

  /** Where a folder says it, what the file holds is not read. */
  private void own(String name, String text) {
    if (!file.given().containsKey(name)) {
      sampling.cell(name, text);
    }
  }

  private void end() {
    file.given().forEach(sampling::cell);
    sampling.end();
  }

  /** A list of objects, or one after another; a broken line is for the connector to tell. */
  private Set<String> json() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try (var in = Files.newInputStream(file.real());
        JsonParser parser = JsonRecords.FACTORY.createParser(in)) {
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      JsonToken token = list ? parser.nextToken() : parser.currentToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        if (sampling.isEnough()) {
          sampling.goesOn();
          return names;
        }
        record(parser, names);
        token = parser.nextToken();
      }
    } catch (JsonProcessingException e) {
      if (names.isEmpty()) {
        throw file.malformed("is not JSON");
      }
      sampling.goesOn();
    }
    return names;
  }

  private void record(JsonParser parser, Set<String> names) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (names.size() < Sampling.MOST_COLUMNS) {
        names.add(name);
      }
      sampling.column(name);
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        sampling.obstacle(name, token == JsonToken.START_ARRAY ? "a list" : "an object");
      } else if (token != JsonToken.VALUE_NULL) {
        own(name, parser.getText());
      }
    }
    end();
  }

  private Set<String> parquet(Path scratch) throws IOException, SQLException {
    var store = new Store(scratch, "look");
    try (DuckDBConnection connection = store.create(List.of(file.real()))) {
      Map<String, String> types = ParquetFile.describe(file, connection, ParquetFile.table(file));
      List<String> cells = new ArrayList<>();
      types.forEach((name, type) -> cells.add(cell(name, type)));
      total = OptionalLong.of(ParquetFile.count(connection, ParquetFile.table(file)));
      String select =
          "SELECT %s FROM %s LIMIT %d"
              .formatted(String.join(", ", cells), ParquetFile.table(file), Sampling.MOST_ROWS + 1);
      try (var statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(select)) {
        take(rows, List.copyOf(types.keySet()));
      }
      return types.keySet();
    } finally {
      store.delete();
    }
  }

  private String cell(String name, String type) {
    sampling.column(name, type, declared(type));
    if (!ParquetFile.isText(type)) {
      sampling.obstacle(name, "nested or binary: " + type);
      return "NULL";
    }
    return ParquetFile.text(Dialect.quoted(name), type, FieldType.STRING);
  }

  private void take(ResultSet rows, List<String> names) throws SQLException {
    while (rows.next()) {
      if (sampling.isEnough()) {
        sampling.goesOn();
        return;
      }
      for (int i = 0; i < names.size(); i++) {
        String text = rows.getString(i + 1);
        if (text != null) {
          own(names.get(i), text);
        }
      }
      end();
    }
  }

  private static @Nullable FieldType declared(String type) {
    return switch (type) {
      case "VARCHAR", "UUID" -> FieldType.STRING;
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          FieldType.INTEGER;
      case "DOUBLE", "FLOAT" -> FieldType.NUMBER;
      case "BOOLEAN" -> FieldType.BOOLEAN;
      case "DATE" -> FieldType.DATE;
      case "TIMESTAMP WITH TIME ZONE" -> FieldType.TIMESTAMP;
      default -> type.startsWith("DECIMAL(") ? FieldType.DECIMAL : null;
    };
  }
}
