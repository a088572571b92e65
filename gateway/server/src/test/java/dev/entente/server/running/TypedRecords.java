package dev.entente.server.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.FieldType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** Records of every type, with every kind of text, and how others read them back. */
public final class TypedRecords {
  public static final String PATH = "/v1/agreements/orchard/datasets/accounts";

  /** The types of what is shown, in the manifest's order; a band is a text. */
  public static final Map<String, FieldType> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("id", FieldType.STRING);
    TYPES.put("note", FieldType.STRING);
    TYPES.put("count", FieldType.INTEGER);
    TYPES.put("ratio", FieldType.NUMBER);
    TYPES.put("price", FieldType.DECIMAL);
    TYPES.put("live", FieldType.BOOLEAN);
    TYPES.put("day", FieldType.DATE);
    TYPES.put("at", FieldType.TIMESTAMP);
    TYPES.put("size", FieldType.STRING);
  }

  private TypedRecords() {}

  /** An alliance that shows them. */
  public static TinyAlliance in(Path root) {
    return new TinyAlliance(root)
        .write(
            "datasets/accounts.yaml",
            """
            dataset: accounts
            title: Accounts of every type
            source: {connector: files, path: data/accounts.ndjson}
            key: [id]
            fields:
              id:    {type: string,    category: accounts, value: 1, stage: early}
              note:  {type: string,    category: accounts, value: 1, stage: early}
              count: {type: integer,   category: accounts, value: 1, stage: early}
              ratio: {type: number,    category: accounts, value: 1, stage: early}
              price: {type: decimal,   category: accounts, value: 1, stage: early}
              live:  {type: boolean,   category: accounts, value: 1, stage: early}
              day:   {type: date,      category: accounts, value: 1, stage: early}
              at:    {type: timestamp, category: accounts, value: 1, stage: early}
              size:  {type: integer,   category: accounts, value: 1, stage: mid, weaker: {early: {release: band, bounds: [10, 100]}}}
              inner: {type: string,    category: internal, value: 20, stage: never}
            """)
        .write(
            "data/accounts.ndjson",
            """
            {"id":"a","note":"=SUM(A1), \\"said\\"","count":9007199254740991,"ratio":0.1,"price":"12345678901234567890123456789012345678901234567890.50","live":true,"day":"9999-12-31","at":"9999-12-31T23:59:59.999999Z","size":7,"inner":"x"}
            {"id":"b","note":"two\\r\\nlines, and \\ud83c\\udf4f","count":-9007199254740991,"ratio":1.7976931348623157e308,"price":"-0.10","live":false,"day":"0001-01-01","at":"0001-01-01T00:00:00Z","size":100,"inner":"x"}
            {"id":"c","note":"-1+@","count":0,"ratio":5e-324,"price":"7","live":true,"day":"2024-02-29","at":"1969-12-31T23:59:59.000001+01:00","size":10,"inner":"x"}
            {"id":"d","note":" spaces ","count":null,"ratio":null,"price":null,"live":null,"day":null,"at":null,"size":null,"inner":"x"}
            {"id":"e","note":"\\"null\\"","count":1,"ratio":1e21,"price":"1e10","live":false,"day":"1970-01-01","at":"1970-01-01T00:00:00Z","size":11,"inner":"x"}
            """);
  }

  /** What the records of a JSON answer say. */
  public static List<List<Object>> of(JsonNode records) {
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode record : records) {
      List<Object> row = new ArrayList<>();
      TYPES.forEach((name, type) -> row.add(value(type, record.get(name))));
      rows.add(row);
    }
    return rows;
  }

  private static Object value(FieldType type, JsonNode node) {
    return node.isNull()
        ? null
        : switch (type) {
          case STRING, DECIMAL -> node.textValue();
          case INTEGER -> node.longValue();
          case NUMBER -> node.doubleValue();
          case BOOLEAN -> node.booleanValue();
          case DATE -> LocalDate.parse(node.textValue());
          case TIMESTAMP -> Instant.parse(node.textValue());
        };
  }

  /** What DuckDB reads, given a table function's call such as {@code read_parquet('…')}. */
  public static List<List<Object>> duckdb(String from) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet found = statement.executeQuery("FROM " + from)) {
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          Object value = found.getObject(i);
          row.add(value instanceof OffsetDateTime at ? at.toInstant() : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The columns as DuckDB is told them where a file does not say. */
  public static String columns() {
    return TYPES.entrySet().stream()
        .map(it -> "'" + it.getKey() + "': '" + sql(it.getValue()) + "'")
        .toList()
        .toString()
        .replace('[', '{')
        .replace(']', '}');
  }

  private static String sql(FieldType type) {
    return switch (type) {
      case STRING, DECIMAL -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
    };
  }

  /** What Arrow's own reader reads of a stream. */
  public static List<List<Object>> arrow(byte[] stream) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          List<Object> row = new ArrayList<>();
          for (FieldVector vector : root.getFieldVectors()) {
            row.add(value(TYPES.get(vector.getName()), vector.getObject(i)));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static Object value(FieldType type, Object value) {
    return value == null
        ? null
        : switch (type) {
          case STRING, DECIMAL -> value.toString();
          case INTEGER, NUMBER, BOOLEAN -> value;
          case DATE -> LocalDate.ofEpochDay((Integer) value);
          case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
        };
  }

  /** A file with these bytes, as a literal of SQL. */
  static String file(Path folder, String name, byte[] bytes) throws IOException {
    return "'" + Files.write(folder.resolve(name), bytes) + "'";
  }
}
