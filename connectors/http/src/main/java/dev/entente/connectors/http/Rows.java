package dev.entente.connectors.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.source.Cells;
import dev.entente.source.Findings;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON objects as rows: each cell as it is written, so that decimals stay exact, and as its
 * field's type. What is untidy is left empty or out, and counted.
 */
final class Rows implements Intake {
  private final List<Map.Entry<FieldName, FieldType>> held;
  private final int[] key;
  private final Places columns = new Places();

  Rows(Manifest manifest) {
    var dataset = manifest.dataset();
    this.held = List.copyOf(dataset.held().sequencedEntrySet());
    List<FieldName> names = List.copyOf(dataset.held().keySet());
    this.key = dataset.key().stream().mapToInt(names::indexOf).toArray();
    for (int i = 0; i < names.size(); i++) {
      columns.add(i, Pointer.column(manifest.column(names.get(i))));
    }
  }

  @Override
  public Page page(long before, Findings findings, Budget budget) {
    return new Taking(before, findings, budget);
  }

  /** The rows of one page as they are taken. */
  final class Taking implements Intake.Page {
    private final Findings findings;
    private final Budget budget;
    private final long before;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long taken;

    /**
     * @param before how many records came on pages before
     */
    Taking(long before, Findings findings, Budget budget) {
      this.before = before;
      this.findings = findings;
      this.budget = budget;
    }

    /** Those that have a key. */
    @Override
    public List<@Nullable Object[]> rows() {
      return rows;
    }

    /** How many records there were, with a key or not. */
    @Override
    public long taken() {
      return taken;
    }

    @Override
    public void list(JsonParser parser) throws IOException {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        budget.record();
        taken++;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          record(parser);
        } else {
          findings.unread(place(), "is no object");
          parser.skipChildren();
        }
      }
    }

    private String place() {
      return "record " + (before + taken);
    }

    private void record(JsonParser parser) throws IOException {
      @Nullable Object[] row = new Object[held.size()];
      columns.read(parser, (field, at) -> row[field] = cell(field, at));
      if (Arrays.stream(key).anyMatch(field -> row[field] == null)) {
        findings.keyless(place());
      } else if (Arrays.stream(key).anyMatch(field -> isLong(row[field]))) {
        findings.longKey(place());
      } else {
        rows.add(row);
      }
    }

    private @Nullable Object cell(int field, JsonParser parser) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (!token.isScalarValue()) {
        findings.cell(field, place(), token == JsonToken.START_ARRAY ? "a list" : "an object");
        return null;
      }
      String text = parser.getText();
      FieldType type = held.get(field).getValue();
      if (type == FieldType.INTEGER && token == JsonToken.VALUE_NUMBER_FLOAT) {
        text = Cells.whole(text);
      }
      Object value = text.isEmpty() ? null : Cells.parse(type, text);
      if (value == null && !text.isEmpty()) {
        findings.cell(field, place(), text);
      }
      return value;
    }
  }

  private static boolean isLong(@Nullable Object value) {
    return value instanceof String text && text.length() > Source.LONGEST_KEY;
  }
}
