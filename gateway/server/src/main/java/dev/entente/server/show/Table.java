package dev.entente.server.show;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, cut to a width: the widest columns give way first, and none below a few
 * characters. Columns that still do not fit are left out and said to be.
 */
public final class Table {
  private static final int GAP = 2;
  private static final int NARROWEST = 6;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> right;

  public Table(List<String> headings) {
    this.headings = headings.stream().map(Printable::of).toList();
    this.right = new ArrayList<>(headings.stream().map(_ -> false).toList());
  }

  /** Numbers stand to the right of their column. */
  public Table alignRight(int column) {
    right.set(column, true);
    return this;
  }

  /** Adds a row with as many cells as there are headings. */
  public Table row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          "a row of " + headings.size() + " columns, not of " + cells.size());
    }
    rows.add(cells.stream().map(Printable::of).toList());
    return this;
  }

  /** The heading, then the rows. */
  public List<String> lines(int width, Ink ink) {
    int[] widths = widths(width);
    List<String> lines = new ArrayList<>();
    lines.add(ink.faint(line(headings, widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    if (widths.length < headings.size()) {
      lines.add(
          ink.faint(
              "too narrow for: "
                  + String.join(", ", headings.subList(widths.length, headings.size()))));
    }
    return lines;
  }

  private int[] widths(int most) {
    int shown = Math.min(headings.size(), Math.max(1, (most + GAP) / (NARROWEST + GAP)));
    int[] widths = new int[shown];
    for (int i = 0; i < shown; i++) {
      widths[i] = Printable.width(headings.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Printable.width(row.get(i)));
      }
    }
    while (total(widths) > most && narrow(widths)) {}
    return widths;
  }

  private static boolean narrow(int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    widths[widest]--;
    return widths[widest] >= NARROWEST;
  }

  private static int total(int[] widths) {
    int total = -GAP;
    for (int width : widths) {
      total += width + GAP;
    }
    return total;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = Printable.cut(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - Printable.width(cell));
      line.append(right.get(i) ? padding + cell : cell + padding).append(" ".repeat(GAP));
    }
    return line.toString().stripTrailing();
  }
}
