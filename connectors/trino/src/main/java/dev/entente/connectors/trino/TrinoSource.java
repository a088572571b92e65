package dev.entente.connectors.trino;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table or view, read as it is. Thread-safe. */
final class TrinoSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(TrinoSource.class);

  private final TrinoTable table;
  private final Cluster cluster;
  private final Map<FieldName, LongAdder> untidy = new ConcurrentHashMap<>();

  TrinoSource(TrinoTable table, Cluster cluster) {
    this.table = table;
    this.cluster = cluster;
  }

  @Override
  public Page read(Selection selection) {
    return cluster.read(PageQuery.of(table, selection), this::untidy);
  }

  /** That the cluster is there, and what is read of the table is there and as it was. */
  @Override
  public boolean look() {
    List<FieldName> all = table.columns().stream().map(TrinoColumn::field).toList();
    cluster.read(PageQuery.ofNone(table, all), _ -> {});
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

  /** Ends what is being read. */
  @Override
  public void close() {
    cluster.close();
  }
}
