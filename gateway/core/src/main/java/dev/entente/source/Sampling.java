package dev.entente.source;

import dev.entente.catalog.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts a sample together, row by row and within bounds. Not thread-safe. */
public final class Sampling {
  /** Rows that a sample has at most. */
  public static final int MOST_ROWS = 10_000;

  /** Columns that a sample has at most; more are not looked at. */
  public static final int MOST_COLUMNS = 1_000;

  /** Characters that are kept of a cell. */
  public static final int LONGEST = 1_000;

  /** Characters that are kept in all; a sample ends there. */
  private static final long LARGEST = 32L << 20;

  private final Map<String, Taken> columns = new LinkedHashMap<>();
  private int rows;
  private long size;
  private boolean whole = true;

  private static final class Taken {
    private final String declared;
    private final @Nullable FieldType type;
    private @Nullable String obstacle;
    private final List<@Nullable String> cells = new ArrayList<>();

    private Taken(String declared, @Nullable FieldType type) {
      this.declared = declared;
      this.type = type;
    }

    private void put(int row, String cell) {
      while (cells.size() < row) {
        cells.add(null);
      }
      if (cells.size() == row) {
        cells.add(cell);
      }
    }

    private Sample.Column column(String name, int rows) {
      while (cells.size() < rows) {
        cells.add(null);
      }
      return new Sample.Column(
          name,
          declared,
          Optional.ofNullable(type),
          Optional.ofNullable(obstacle),
          cells.subList(0, rows));
    }
  }

  /** There is a column of this name, of which only the values tell the type. */
  public void column(String name) {
    column(name, "", null);
  }

  /**
   * There is a column of this name.
   *
   * @param declared the source's own word for its type
   * @param type what that comes to; null if only the values tell
   */
  public void column(String name, String declared, @Nullable FieldType type) {
    if (columns.size() < MOST_COLUMNS) {
      columns.putIfAbsent(name, new Taken(declared, type));
    }
  }

  /** No field can be made of the column, and why; the first reason is kept. */
  public void obstacle(String name, String why) {
    column(name);
    Taken taken = columns.get(name);
    if (taken != null && taken.obstacle == null) {
      taken.obstacle = why;
    }
  }

  /** A cell of the row that is under way; a column not met before is one more. */
  public void cell(String name, String text) {
    column(name);
    Taken taken = columns.get(name);
    if (taken != null && !text.isEmpty()) {
      String kept = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
      taken.put(rows, kept);
      size += kept.length();
    }
  }

  /** The row is complete. */
  public void end() {
    rows++;
  }

  /** Whether no more rows are wanted. */
  public boolean isEnough() {
    return rows >= MOST_ROWS || size >= LARGEST;
  }

  /** There are rows besides those that were taken. */
  public void goesOn() {
    whole = false;
  }

  public Sample sample() {
    return sample(List.of(), OptionalLong.empty());
  }

  /** What was taken; nothing can be added afterwards. */
  public Sample sample(List<String> key, OptionalLong total) {
    return new Sample(
        columns.entrySet().stream().map(it -> it.getValue().column(it.getKey(), rows)).toList(),
        rows,
        whole,
        key,
        total);
  }
}
