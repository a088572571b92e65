package dev.entente.connectors.files;

import dev.entente.catalog.Filter;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.io.IOException;

/** A converted file. Thread-safe. */
final class FilesSource implements Source {
  private final Table table;
  private final Readers readers;
  private final Store store;

  FilesSource(Table table, Readers readers, Store store) {
    this.table = table;
    this.readers = readers;
    this.store = store;
  }

  @Override
  public Page read(Selection selection) {
    return readers.read(PageQuery.of(table, selection));
  }

  /** Every condition is SQL. */
  @Override
  public boolean applies(Filter condition) {
    return true;
  }

  /** Ends what is being read and removes what was converted. */
  @Override
  public void close() {
    readers.close();
    try {
      store.delete();
    } catch (IOException e) {
      throw Unavailable.source("the converted file cannot be removed", e);
    }
  }
}
