package dev.entente.contribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Unparsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Reads {@code {"records": […]}}. The body is only scanned for where its records begin and end, so
 * that one of them at a time is held; each is then read as strictly as any other JSON.
 */
final class JsonBody {
  private static final String RECORDS = "records";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION) // it is UTF-8
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private final byte[] body;
  private final RecordSink sink;

  private JsonBody(byte[] body, RecordSink sink) {
    this.body = body;
    this.sink = sink;
  }

  static void read(byte[] body, RecordSink sink) throws Unreadable {
    try (JsonParser parser = FACTORY.createParser(body)) {
      new JsonBody(body, sink).whole(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void whole(JsonParser parser) throws IOException, Unreadable {
    try {
      document(parser);
    } catch (JsonProcessingException e) {
      throw Unreadable.parsing("not JSON: " + Unparsed.reason(e), e, parser.currentLocation());
    }
  }

  private void document(JsonParser parser) throws IOException, Unreadable {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Unreadable.at("", "a contribution is {\"records\": […]}; send an object");
    }
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (found || !parser.currentName().equals(RECORDS)) {
        throw Unreadable.at("", "a contribution is {\"records\": […]} and nothing else");
      }
      found = true;
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw Unreadable.at("/records", "a list of records is expected here");
      }
      records(parser);
    }
    if (!found) {
      throw Unreadable.at("", "`records` is missing; a contribution is {\"records\": […]}");
    }
    if (parser.nextToken() != null) {
      throw Unreadable.at("", "something follows the document; send one and nothing after it");
    }
  }

  private void records(JsonParser parser) throws IOException, Unreadable {
    for (int n = 0; parser.nextToken() != JsonToken.END_ARRAY; n++) {
      long from = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      record("/records/" + n, (int) from, (int) parser.currentLocation().getByteOffset());
    }
  }

  private void record(String pointer, int from, int to) throws Unreadable {
    if (to - from > RecordSink.LARGEST) {
      throw Unreadable.at(pointer, "a record has at most " + RecordSink.LARGEST + " bytes");
    }
    try {
      sink.take(Json.read(Arrays.copyOfRange(body, from, to)), "");
    } catch (Malformed e) {
      throw Unreadable.at(pointer, e.reason());
    }
  }
}
