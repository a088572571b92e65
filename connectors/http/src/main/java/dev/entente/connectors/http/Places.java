package dev.entente.connectors.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places in a JSON value that are looked for. What lies elsewhere is skipped unread. Thread-safe
 * once all are added.
 */
final class Places {
  private final Map<String, Places> below = new HashMap<>();
  private final List<Integer> here = new ArrayList<>();

  /** Takes what is found. */
  @FunctionalInterface
  interface Found {
    /**
     * One of the places is there.
     *
     * @param place which of the places
     * @param parser at the value's first token; may be moved to its last
     */
    void at(int place, JsonParser parser) throws IOException;
  }

  /** Looks for one more. */
  void add(int place, List<String> names) {
    Places node = this;
    for (String name : names) {
      node = node.below.computeIfAbsent(name, _ -> new Places());
    }
    node.here.add(place);
  }

  /** Reads the value at which the parser stands, to its end. */
  void read(JsonParser parser, Found found) throws IOException {
    for (int place : here) {
      found.at(place, parser);
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        @Nullable Places member = below.get(parser.currentName());
        parser.nextToken();
        read(member, parser, found);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        read(below.get(Integer.toString(i)), parser, found);
      }
    }
  }

  private static void read(@Nullable Places place, JsonParser parser, Found found)
      throws IOException {
    if (place == null) {
      parser.skipChildren();
    } else {
      place.read(parser, found);
    }
  }
}
