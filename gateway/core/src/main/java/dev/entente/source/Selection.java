package dev.entente.source;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Query;
import dev.entente.catalog.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to read: the fields, in the order in which rows hold them, and which records.
 *
 * @param fields holds at least the key's fields and those of the sort
 * @param filter the partner's and the policy's condition, bound: its values have the Java types of
 *     the fields
 * @param limit how many rows at most, 1 to {@link #HIGHEST_LIMIT}
 * @param after where the page before ended
 */
public record Selection(
    List<FieldName> fields,
    Optional<Filter> filter,
    List<Sort> sort,
    int limit,
    Optional<Position> after) {
  public static final int HIGHEST_LIMIT = Query.HIGHEST_PART;

  /** The values of the sort's fields, then of the key's, of the last record before the page. */
  public record Position(List<@Nullable Object> values) {
    public Position {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  public Selection {
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new IllegalArgumentException(
          "a limit is from 1 to " + HIGHEST_LIMIT + ", not " + limit);
    }
    fields = List.copyOf(fields);
    sort = List.copyOf(sort);
  }

  /** The same, of what comes after the position. */
  public Selection from(Position position) {
    return new Selection(fields, filter, sort, limit, Optional.of(position));
  }
}
