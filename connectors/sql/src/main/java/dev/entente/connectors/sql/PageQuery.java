package dev.entente.connectors.sql;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Sort;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one SQL text of a selection, and what it is run with.
 *
 * @param text the connector's names alone; every value is a parameter
 * @param values the parameters, in their order
 * @param columns what the result holds
 */
public record PageQuery(
    String text, List<Object> values, List<Column> columns, Table table, Selection selection) {
  /**
   * The query of this selection.
   *
   * @throws IllegalArgumentException if the selection is none of this table
   */
  public static PageQuery of(Table table, Selection selection) {
    List<Object> values = new ArrayList<>();
    List<String> conditions = new ArrayList<>(table.conditions());
    selection
        .filter()
        .ifPresent(filter -> conditions.add(new Conditions(table, values).of(filter)));
    selection
        .after()
        .ifPresent(
            after -> conditions.add(new Keyset(table, values).after(selection.sort(), after)));
    List<Column> columns = selection.fields().stream().<Column>map(table::column).toList();
    String text =
        "SELECT "
            + columns.stream().map(Column::selected).collect(Collectors.joining(", "))
            + " FROM "
            + table.from()
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + order(table, selection.sort())
            + table.dialect().limit(selection.limit() + 1, isByKeyAlone(table, selection), values);
    return new PageQuery(text, List.copyOf(values), columns, table, selection);
  }

  /** The query of these fields of no record, which fails as any other would. */
  public static PageQuery ofNone(Table table, List<FieldName> fields) {
    var all = new Selection(fields, Optional.empty(), List.of(), 1, Optional.empty());
    List<Column> columns = fields.stream().<Column>map(table::column).toList();
    String text =
        "SELECT "
            + columns.stream().map(Column::selected).collect(Collectors.joining(", "))
            + " FROM "
            + table.from()
            + " WHERE 1 = 0";
    return new PageQuery(text, List.of(), columns, table, all);
  }

  /**
   * A column that got another type while it was served is not read as what it was.
   *
   * @throws Unavailable if there is one in the result
   */
  public void requireTypes(ResultSetMetaData result) throws SQLException {
    int place = 1;
    for (Column column : columns) {
      String type = result.getColumnTypeName(place++);
      if (column.resultType().filter(was -> !was.equals(type)).isPresent()) {
        throw Unavailable.source(
            "dataset `%s` cannot be read: the column of `%s` is now %s and was %s; restart when the manifest fits"
                .formatted(
                    table.dataset(), column.field(), type, column.resultType().orElseThrow()),
            null);
      }
    }
  }

  private static String order(Table table, List<Sort> sort) {
    List<String> steps =
        Stream.concat(
                sort.stream()
                    .map(by -> table.dialect().order(table.column(by.field()), by.descending())),
                table.ties(!sort.isEmpty()).stream())
            .toList();
    return steps.isEmpty() ? "" : " ORDER BY " + String.join(", ", steps);
  }

  private static boolean isByKeyAlone(Table table, Selection selection) {
    List<FieldName> key = table.key().stream().<FieldName>map(Column::field).toList();
    return selection.sort().isEmpty()
        && selection
            .filter()
            .map(filter -> filter.comparisons().allMatch(it -> key.contains(it.field())))
            .orElse(true);
  }

  /**
   * Takes the page out of the query's result.
   *
   * @param untidy hears of each cell that is none of its field's type, and is left empty
   * @throws Unavailable if the result cannot be a page: two rows have one key, or a cell to order
   *     by is untidy
   */
  public Page page(ResultSet result, Consumer<FieldName> untidy) throws SQLException {
    Set<List<@Nullable Object>> keys = new HashSet<>();
    int[] key =
        table.key().stream().mapToInt(it -> selection.fields().indexOf(it.field())).toArray();
    List<Row> rows = new ArrayList<>(selection.limit());
    while (result.next()) {
      if (rows.size() == selection.limit()) {
        return new Page(rows, true);
      }
      Row row = row(result, untidy);
      if (!table.isKeyUnique() && !keys.add(values(key, row))) {
        throw unavailable(
            "has several rows of one key; make the key unique at the source, or give another `key`");
      }
      rows.add(row);
    }
    return new Page(rows, false);
  }

  private Row row(ResultSet result, Consumer<FieldName> untidy) throws SQLException {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = columns.get(i).value(result, i + 1);
      values[i] = Column.UNTIDY.equals(value) ? untidy(columns.get(i), untidy) : value;
    }
    return new Row(values);
  }

  /** Rows are ordered by what cells hold, so one that counts as null would not stand at the end. */
  private @Nullable Object untidy(Column column, Consumer<FieldName> untidy) {
    untidy.accept(column.field());
    if (selection.sort().stream().anyMatch(by -> by.field().equals(column.field()))) {
      throw unavailable(
          "cannot be ordered by `"
              + column.field()
              + "`, which has a cell that is not of its type; mend it, or read from a view that does");
    }
    return null;
  }

  private Unavailable unavailable(String what) {
    return Unavailable.question(table.dataset(), what);
  }

  private static List<@Nullable Object> values(int[] places, Row row) {
    return IntStream.of(places).<@Nullable Object>mapToObj(row::value).toList();
  }
}
