package dev.entente.connectors.sql;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table or view of a database, read as it is. Thread-safe. */
public final class TableSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(TableSource.class);

  private final Table table;
  private final PageReader reader;
  private final Map<FieldName, LongAdder> untidy = new ConcurrentHashMap<>();

  public TableSource(Table table, PageReader reader) {
    this.table = table;
    this.reader = reader;
  }

  @Override
  public Page read(Selection selection) {
    return reader.read(PageQuery.of(table, selection), this::untidy);
  }

  /** That the database is there, and what is read of the table is there and as it was. */
  @Override
  public boolean look() {
    List<FieldName> all = table.columns().stream().map(Column::field).toList();
    reader.read(PageQuery.ofNone(table, all), _ -> {});
    return true;
  }

  /** Told when it happens, and again when it has happened twice as often. */
  private void untidy(FieldName field) {
    LongAdder counter = untidy.computeIfAbsent(field, _ -> new LongAdder());
    counter.increment();
    long count = counter.sum();
    if (Long.bitCount(count) == 1) {
      LOG.warn(
          "dataset {}: cells of {} that are no {}, shown as empty: {} so far",
          table.dataset(),
          field,
          table.column(field).type(),
          count);
    }
  }

  /** Every condition is SQL. */
  @Override
  public boolean applies(Filter condition) {
    return true;
  }

  /** Ends what is being read, and the connections. */
  @Override
  public void close() {
    reader.close();
  }
}
