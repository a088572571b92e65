package dev.entente.connectors.postgres;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.contract.SourceContract;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contract over a table of a real server. */
abstract class PostgresContract extends SourceContract {
  private static final AtomicInteger TABLES = new AtomicInteger();

  /** The type of a column for fields of this type. */
  abstract String sql(FieldType type);

  /** Makes what the manifest will name; the table holds the records. */
  abstract void finish(String name, String table, String key);

  @Override
  protected Source open(
      Dataset dataset, Map<FieldName, String> columns, List<@Nullable Object[]> records)
      throws Exception {
    String name = "Examples \" of '" + TABLES.incrementAndGet();
    var location = Map.of("connector", "postgres", "url", Server.url(), "table", "public." + name);
    var manifest = new Manifest(dataset, columns, Doc.of(Json.tree(location)));
    write(manifest, name, records);
    return new PostgresConnector().open(manifest, Path.of("."), Path.of("."), new Silent());
  }

  private void write(Manifest manifest, String name, List<@Nullable Object[]> records)
      throws Exception {
    String table = Server.quoted(name + " held");
    var held = manifest.dataset().held();
    Server.execute(
        held.sequencedEntrySet().stream()
            .map(
                field ->
                    Server.quoted(manifest.column(field.getKey())) + " " + sql(field.getValue()))
            .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (", ")")));
    String values =
        held.sequencedValues().stream()
            .map(type -> "CAST(CAST(? AS text) AS " + cast(type) + ")")
            .collect(Collectors.joining(", "));
    try (var connection = Server.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
      for (@Nullable Object[] record : records) {
        for (int i = 0; i < record.length; i++) {
          insert.setString(i + 1, record[i] == null ? null : record[i].toString());
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    finish(
        Server.quoted(name),
        table,
        manifest.dataset().key().stream()
            .map(field -> Server.quoted(manifest.column(field)))
            .collect(Collectors.joining(", ")));
  }

  private static String cast(FieldType type) {
    return switch (type) {
      case STRING -> "text";
      case INTEGER -> "bigint";
      case NUMBER -> "double precision";
      case DECIMAL -> "numeric";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamptz";
    };
  }

  /** Hears of nothing but the one record that the contract has left out, and of missing indexes. */
  private static final class Silent implements Opening {
    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void finding(String text) {
      if (!text.startsWith("1 row with a key of more than")
          && !text.startsWith("nothing at the source keeps the key unique; ")) {
        throw new AssertionError("the examples are tidy, but: " + text);
      }
    }
  }
}
