package dev.entente.connectors.sql;

import dev.entente.catalog.FieldName;
import dev.entente.source.Page;
import java.util.function.Consumer;

/** What answers questions over a table. Thread-safe; blocks. */
public interface PageReader extends AutoCloseable {
  /**
   * Reads a page.
   *
   * @param untidy hears of each cell that is none of its field's type
   * @throws dev.entente.problem.Unavailable if it cannot be read, in time or at all
   */
  Page read(PageQuery query, Consumer<FieldName> untidy);

  /** Ends what is being read, and the connections. */
  @Override
  void close();
}
