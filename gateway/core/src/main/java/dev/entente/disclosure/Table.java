package dev.entente.disclosure;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that leave, by rows and columns.
 *
 * @param columns what the records show, in the manifest's order
 * @param rows a value for each column, of the Java type of its column's type, or null; not copied
 * @param lines the same records as NDJSON: a JSON object and a line feed each; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Table(List<Column> columns, List<@Nullable Object[]> rows, byte[] lines) {

  /**
   * A column.
   *
   * @param type that of the field where it is released in full; string where it is released as
   *     anything else
   */
  public record Column(FieldName name, FieldType type) {}

  public Table {
    columns = List.copyOf(columns);
  }
}
