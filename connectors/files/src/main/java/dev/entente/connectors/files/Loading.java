package dev.entente.connectors.files;

import dev.entente.catalog.FieldType;
import dev.entente.source.Cells;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Findings;
import dev.entente.source.Source;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Converts rows into the table: values of their types, one row for each key, in the key's order.
 * What is untidy is left out or emptied, counted, and told at the end.
 */
final class Loading implements Intake, AutoCloseable {
  private final Table table;
  private final List<Column> columns;
  private final String unit;
  private final boolean replaces;
  private final Opening opening;
  private final Findings findings;
  private final DuckDBConnection connection;
  private final DuckDBAppender appender;
  private final @Nullable Object[] row;
  private final @Nullable String[] odd;
  private final NavigableMap<Long, SourceFile> begun = new TreeMap<>();
  private Map<Integer, String> given = Map.of();
  private long before;
  private long last;

  /** The database failed; carried through readers that know nothing of it. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }

  /**
   * @param unit what rows are counted in, such as {@code line}
   * @param replaces whether rows that were read before serve until these are whole
   */
  Loading(Table table, String unit, boolean replaces, Opening opening, DuckDBConnection connection)
      throws SQLException {
    this.table = table;
    this.columns = table.columns();
    this.unit = unit;
    this.replaces = replaces;
    this.opening = opening;
    this.findings = new Findings(table.held());
    this.connection = connection;
    this.row = new Object[columns.size()];
    this.odd = new String[columns.size()];
    try (var statement = connection.createStatement()) {
      statement.execute(table.createStaged());
    }
    this.appender = connection.createAppender("temp", "main", Table.STAGED);
  }

  /**
   * What comes is of this file.
   *
   * @param texts those that its folders say, by the fields' places
   */
  void begin(SourceFile file, Map<Integer, String> texts) {
    before = last;
    begun.put(before, file);
    given = texts;
  }

  /** A place as a person finds it. */
  private String named(long at) {
    Map.Entry<Long, SourceFile> file = begun.lowerEntry(at);
    return file == null || begun.size() == 1
        ? unit + " " + at
        : unit + " " + (at - file.getKey()) + " of " + file.getValue().name();
  }

  @Override
  public void text(int field, String text) {
    if (text.isEmpty()) {
      return;
    }
    row[field] = Cells.parse(columns.get(field).type(), text);
    odd[field] = row[field] == null ? text : null;
  }

  @Override
  public void number(int field, String text) {
    text(field, columns.get(field).type() == FieldType.INTEGER ? Cells.whole(text) : text);
  }

  @Override
  public void odd(int field, String what) {
    odd[field] = what;
  }

  @Override
  public void end(long place) {
    long at = before + place;
    last = at;
    given.forEach(this::text);
    for (int i = 0; i < odd.length; i++) {
      String text = odd[i];
      if (text != null) {
        findings.cell(i, named(at), text);
      }
    }
    if (!hasKey()) {
      findings.keyless(named(at));
    } else if (hasLongKey()) {
      findings.longKey(named(at));
    } else {
      append(at);
    }
    clear();
  }

  @Override
  public void leaveOut(long place, String why) {
    last = before + place;
    findings.unread(named(last), why);
    clear();
  }

  /** What was read whole before is better than half of what came after it. */
  @Override
  public void breakOff(long place, String why) {
    SourceFile file = begun.lowerEntry(before + place).getValue();
    if (replaces) {
      throw file.malformed("breaks off: " + unit + " " + place + " " + why);
    }
    leaveOut(place, why);
  }

  @Override
  public void progress(long done, long total, String counted) {
    opening.progress(done, total, counted);
  }

  private boolean hasKey() {
    return table.key().stream().allMatch(column -> row[column.place()] != null);
  }

  private boolean hasLongKey() {
    return table.key().stream()
        .anyMatch(
            column ->
                row[column.place()] instanceof String text && text.length() > Source.LONGEST_KEY);
  }

  private void append(long at) {
    try {
      appender.beginRow();
      appender.append(at);
      for (Column column : columns) {
        column.append(appender, row[column.place()]);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  private void clear() {
    Arrays.fill(row, null);
    Arrays.fill(odd, null);
  }

  /** Sorts what was taken into the table, the first row of each key, and tells what was found. */
  void finish() throws SQLException {
    appender.close();
    try (var statement = connection.createStatement()) {
      try (var repeated = statement.executeQuery(table.repeated())) {
        repeated.next();
        findings.repeated(repeated.getLong(1), named(repeated.getLong(2)));
      }
    }
    try (var statement = connection.createStatement()) {
      statement.execute(table.create());
    }
    findings.tell(opening);
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
