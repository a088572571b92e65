package dev.entente.connectors.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.entente.source.Cells;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes JSON objects as rows. Numbers are taken as they are written, so that decimals stay exact;
 * members that nobody asks for are skipped unread.
 */
final class JsonRecords {
  static final int LONGEST_TEXT = 16 << 20;
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(Cells.LONGEST_TEXT)
                  .build())
          .build();

  private static final int MOST_NAMES = 10_000;

  private final Map<String, int[]> wanted;
  private final Intake intake;
  private final boolean[] taken;
  private final Set<String> names = new LinkedHashSet<>();

  JsonRecords(Wanted wanted, Intake intake) {
    this.wanted = wanted.byColumn();
    this.intake = intake;
    this.taken = new boolean[wanted.size()];
  }

  /** The names seen in all records, in order, the first 10,000 and all that are wanted. */
  Set<String> names() {
    return names;
  }

  /**
   * Takes the value at which the parser stands as a record; one that is no object is left out.
   *
   * @throws IOException if it is not JSON; the row is then not ended
   */
  void take(JsonParser parser, long place) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      intake.leaveOut(place, "is no object");
      return;
    }
    Arrays.fill(taken, false);
    String twice = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int[] fields = wanted.get(name);
      if (fields != null || names.size() < MOST_NAMES) {
        names.add(name);
      }
      parser.nextToken();
      if (fields == null) {
        parser.skipChildren();
      } else {
        twice = taken[fields[0]] ? name : twice;
        cell(parser, fields);
      }
    }
    if (twice.isEmpty()) {
      intake.end(place);
    } else {
      intake.leaveOut(place, "names `" + twice + "` twice");
    }
  }

  private void cell(JsonParser parser, int[] fields) throws IOException {
    JsonToken token = parser.currentToken();
    String text = token.isScalarValue() ? parser.getText() : "";
    parser.skipChildren();
    for (int field : fields) {
      taken[field] = true;
      if (token == JsonToken.START_OBJECT) {
        intake.odd(field, "an object");
      } else if (token == JsonToken.START_ARRAY) {
        intake.odd(field, "a list");
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        intake.number(field, text);
      } else if (token != JsonToken.VALUE_NULL) {
        intake.text(field, text);
      }
    }
  }
}
