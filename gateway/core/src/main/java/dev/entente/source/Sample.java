package dev.entente.source;

import dev.entente.catalog.FieldType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds, whoever may see it: its columns and the first of its rows. It is for the
 * people who own the data, and never leaves the machine.
 *
 * @param columns in the source's order, at most {@link Sampling#MOST_COLUMNS}
 * @param rows how many were looked at, at most {@link Sampling#MOST_ROWS}
 * @param whole whether those are all rows that there are
 * @param key the columns that the source itself keeps unique and filled, if it does
 * @param total how many rows there are, where the source knows without counting; may be an estimate
 */
public record Sample(
    List<Column> columns, int rows, boolean whole, List<String> key, OptionalLong total) {
  public Sample {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /**
   * One column.
   *
   * @param name as a manifest's {@code column} says it
   * @param declared the source's own word for its type; empty if it has none
   * @param type the type that its declaration comes to; empty if only the values tell
   * @param obstacle why no field can be made of it; empty if one can
   * @param cells as they are written, one for each row; null where there is nothing, or what is no
   *     text. At most {@link Sampling#LONGEST} characters of each.
   */
  public record Column(
      String name,
      String declared,
      Optional<FieldType> type,
      Optional<String> obstacle,
      List<@Nullable String> cells) {
    public Column {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** The cells that hold something. */
    public List<String> filled() {
      List<String> filled = new ArrayList<>();
      for (String cell : cells) {
        if (cell != null) {
          filled.add(cell);
        }
      }
      return filled;
    }
  }

  /** The column of that name, or the one that is no text and holds what the name leads to. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(it -> it.name().equals(name) || holds(it, name)).findFirst();
  }

  private static boolean holds(Column column, String name) {
    return column.obstacle().isPresent() && name.startsWith(column.name() + ".");
  }
}
