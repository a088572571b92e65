package dev.entente.source;

import java.util.List;

/**
 * Rows in order.
 *
 * @param more whether records follow after the last row
 */
public record Page(List<Row> rows, boolean more) {
  public static final Page EMPTY = new Page(List.of(), false);

  public Page {
    rows = List.copyOf(rows);
  }
}
