package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More rows than DuckDB keeps together, written against the key's order. */
final class LargeTableTest {
  private static final int ROWS = 300_000;
  private static final FieldName ID = new FieldName("id");
  private static final FieldName N = new FieldName("n");

  @TempDir private Path root;

  @Test
  void pagesComeInTheKeysOrderWithoutASort() throws Exception {
    var text = new StringBuilder("id,n\n");
    IntStream.range(0, ROWS)
        .forEach(i -> text.append(key(ROWS - 1 - i)).append(',').append(i % 3).append('\n'));
    var alliance = new Alliance(root).field("id", "string").field("n", "integer");
    alliance.file("a.csv", text.toString());
    try (Source source = alliance.open("a.csv")) {
      assertThat(walk(source, Optional.empty(), 0)).isEqualTo(ROWS);
      Filter third = new Filter.Comparison(N, Filter.Operator.EQUAL, List.of(0L));
      assertThat(walk(source, Optional.of(third), 2)).isEqualTo(ROWS / 3);
    }
  }

  /** How many rows there are, each of them {@code skipped + 1} after the one before. */
  private static int walk(Source source, Optional<Filter> filter, int skipped) {
    int seen = 0;
    Optional<Position> after = Optional.empty();
    Page page;
    do {
      page = source.read(new Selection(List.of(ID), filter, List.of(), 1000, after));
      List<Object> keys = new ArrayList<>();
      page.rows().forEach(row -> keys.add(row.value(0)));
      int first = seen * (skipped + 1) + skipped;
      assertThat(keys)
          .isEqualTo(
              IntStream.range(0, keys.size())
                  .<Object>mapToObj(i -> key(first + i * (skipped + 1)))
                  .toList());
      seen += keys.size();
      after = Optional.of(new Position(List.of(keys.getLast())));
    } while (page.more());
    return seen;
  }

  private static String key(int i) {
    return "K%07d".formatted(i);
  }
}
