package dev.entente.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the protocol wants it: UTF-8, no duplicate names (I-JSON, RFC 7493), nothing after the
 * document, at most 100 deep. Thread-safe.
 */
public final class Json {
  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;
  private static final int MOST_BUFFERS = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Each call has a thread of its own, and would make buffers of its own.
                  .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_BUFFERS))
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES) // or 100 is written 1E+2
          .build();

  private Json() {}

  /**
   * Reads one document.
   *
   * @throws Malformed if it is not UTF-8, not JSON, names something twice, is too deep, or holds
   *     half a surrogate pair
   */
  public static JsonNode read(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      Surrogates.refuseLone(text);
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Malformed("", "the document is empty; send a JSON object");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new Malformed("", "the document is not UTF-8");
    } catch (MismatchedInputException e) {
      throw new Malformed("", "something follows the document; send one and nothing after it");
    } catch (JsonProcessingException e) {
      throw new Malformed("", "not JSON as I-JSON wants it: " + reason(e));
    }
  }

  /** The value as a JSON tree; maps, lists, strings, numbers, booleans and nodes are understood. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Writes the value as compact JSON in its own order. */
  public static byte[] write(Object value) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      write(value, out);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass(), e);
    }
    return bytes.toByteArray();
  }

  // The mapper would look for a serializer at each value, which takes half of the whole time.
  private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
    switch (value) {
      case Map<?, ?> members -> {
        out.writeStartObject();
        for (var member : members.entrySet()) {
          out.writeFieldName((String) member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
      case List<?> items -> {
        out.writeStartArray();
        for (Object item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case BigDecimal number -> out.writeNumber(number);
      case null, default -> out.writePOJO(value);
    }
  }

  /** Writes the value as canonical JSON (RFC 8785). */
  public static byte[] canonical(Object value) {
    try {
      return new JsonCanonicalizer(write(value)).getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalArgumentException("no canonical form: " + e.getMessage(), e);
    }
  }

  private static String reason(JsonProcessingException e) {
    var where = e.getLocation();
    String what = Unparsed.reason(e);
    return where == null
        ? what
        : what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }
}
