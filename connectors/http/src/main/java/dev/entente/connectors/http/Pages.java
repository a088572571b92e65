package dev.entente.connectors.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.entente.json.Unparsed;
import dev.entente.problem.Unavailable;
import dev.entente.source.Cells;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one answer: its records, and what it says of the next. I-JSON, at most 100 deep. */
final class Pages {
  private static final int RECORDS = 0;
  private static final int NEXT = 1;
  private static final int MORE = 2;
  private static final int LONGEST_NEXT = 8_192;
  private static final int LONGEST_TEXT = 16 << 20;
  private static final int DEEPEST = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(Cells.LONGEST_TEXT)
                  .build())
          .build();

  private final Places places = new Places();

  /**
   * @param records where the list of records stands
   * @param next where a cursor or an address for the next page stands; nowhere if it is not there
   * @param more where true or false says whether a page follows; nowhere if nothing does
   */
  Pages(List<String> records, List<String> next, List<String> more) {
    places.add(RECORDS, records);
    if (!next.isEmpty()) {
      places.add(NEXT, next);
    }
    if (!more.isEmpty()) {
      places.add(MORE, more);
    }
  }

  /**
   * What one answer says.
   *
   * @param more whether a page follows, where the answer says so
   */
  record Told(Optional<String> next, Optional<Boolean> more) {}

  /** What an answer says, as it is read. */
  private static final class Telling {
    private boolean listed;
    private @Nullable String next;
    private @Nullable Boolean more;

    private void at(int place, JsonParser parser, Intake.Page taking) throws IOException {
      JsonToken token = parser.currentToken();
      switch (place) {
        case RECORDS -> {
          if (token == JsonToken.START_ARRAY) {
            listed = true;
            taking.list(parser);
          }
        }
        case NEXT -> next = token.isScalarValue() ? text(parser) : null;
        case MORE ->
            more = token.isBoolean() ? Boolean.valueOf(token == JsonToken.VALUE_TRUE) : null;
        default -> throw new IllegalStateException("no such place");
      }
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL
          || parser.currentToken() == JsonToken.VALUE_FALSE) {
        return null;
      }
      String text = parser.getText();
      if (text.length() > LONGEST_NEXT) {
        throw Unavailable.source("what it gives for the next page is too long", null);
      }
      return text.isEmpty() ? null : text;
    }
  }

  /**
   * Reads one answer.
   *
   * @throws IOException if the connection breaks
   * @throws Unavailable if it is not the JSON that the manifest speaks of
   */
  Told read(InputStream in, Intake.Page taking) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      if (parser.nextToken() == null) {
        throw Unavailable.source("its answer is empty", null);
      }
      var telling = new Telling();
      places.read(parser, (place, at) -> telling.at(place, at, taking));
      if (!telling.listed) {
        throw Unavailable.source("its answer has no list where `records` says", null);
      }
      if (parser.nextToken() != null) {
        throw Unavailable.source("something follows its answer", null);
      }
      return new Told(Optional.ofNullable(telling.next), Optional.ofNullable(telling.more));
    } catch (JsonProcessingException e) {
      throw Unavailable.source(
          "its answer is not the JSON it should be: " + Unparsed.reason(e), null);
    }
  }
}
