package dev.entente.connectors.trino;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The contract over tables of a real server. */
@Tag("trino")
final class TrinoContractTest extends SourceContract {
  private static final int AT_ONCE = 50;
  private static final AtomicInteger TABLES = new AtomicInteger();

  @Override
  protected Source open(
      Dataset dataset, Map<FieldName, String> columns, List<@Nullable Object[]> records)
      throws Exception {
    String name = "examples \" of '" + TABLES.incrementAndGet();
    var location =
        Map.of(
            "connector",
            "trino",
            "url",
            Server.url() + "/memory/default",
            "user",
            "tests",
            "table",
            name);
    var manifest = new Manifest(dataset, columns, Doc.of(Json.tree(location)));
    write(manifest, "memory.\"default\"." + Server.quoted(name), records);
    return new TrinoConnector().open(manifest, Path.of("."), Path.of("."), new Silent());
  }

  private static void write(Manifest manifest, String table, List<@Nullable Object[]> records)
      throws Exception {
    var held = manifest.dataset().held();
    Server.execute(
        held.sequencedEntrySet().stream()
            .map(
                field ->
                    Server.quoted(manifest.column(field.getKey())) + " " + sql(field.getValue()))
            .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (", ")")));
    String row =
        held.sequencedValues().stream()
            .map(type -> "CAST(? AS " + sql(type) + ")")
            .collect(Collectors.joining(", ", "(", ")"));
    try (var connection = Server.connect()) {
      for (int from = 0; from < records.size(); from += AT_ONCE) {
        var some = records.subList(from, Math.min(from + AT_ONCE, records.size()));
        String rows = some.stream().map(_ -> row).collect(Collectors.joining(", "));
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES " + rows)) {
          int place = 1;
          for (@Nullable Object[] record : some) {
            for (@Nullable Object value : record) {
              insert.setString(place++, value == null ? null : text(value));
            }
          }
          insert.executeUpdate();
        }
      }
    }
  }

  private static String text(Object value) {
    return value instanceof Instant
        ? value.toString().replace('T', ' ').replace("Z", " UTC")
        : value.toString();
  }

  private static String sql(FieldType type) {
    return switch (type) {
      case STRING -> "varchar";
      case INTEGER -> "bigint";
      case NUMBER -> "double";
      case DECIMAL -> "decimal(38, 9)";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp(6) with time zone";
    };
  }

  /** Hears of nothing but the one record that the contract has left out. */
  private static final class Silent implements Opening {
    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void finding(String text) {
      if (!text.startsWith("1 row with a key of more than")) {
        throw new AssertionError("the examples are tidy, but: " + text);
      }
    }
  }
}
