package dev.entente.connectors.sql;

import dev.entente.catalog.FieldName;
import java.util.List;

/**
 * The table that holds a dataset. Rows without a key, or with one that is too long, are not its.
 */
public interface Table {
  /** The dataset's name, for messages. */
  String dataset();

  Dialect dialect();

  /** What to select from. */
  String from();

  /**
   * The column of the field.
   *
   * @throws IllegalArgumentException if the dataset has no such field
   */
  Column column(FieldName field);

  /** The columns of all fields, in the manifest's order. */
  List<? extends Column> columns();

  /** The columns of the key, in its order. */
  List<? extends Column> key();

  /** What holds for every row that has a key. */
  List<String> conditions();

  /** Whether something keeps the key unique, so that a page need not look for itself. */
  boolean isKeyUnique();

  /**
   * The last steps of an order, by which no two rows are alike.
   *
   * @param sorted whether other steps go before
   */
  default List<String> ties(boolean sorted) {
    return key().stream().map(column -> dialect().order(column, false)).toList();
  }
}
