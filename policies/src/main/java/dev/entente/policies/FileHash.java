package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What OPA's bundle signatures say of a file: its SHA-256. Of {@code data.json} and {@code
 * .manifest} that is the hash of the document with sorted names and no space, so that another
 * layout of the same document has the same hash; numbers count as they are spelled. Of all others
 * it is the hash of the bytes.
 */
final class FileHash {
  /** As OPA names it. */
  static final String ALGORITHM = "SHA-256";

  private static final JsonFactory FACTORY = new JsonFactory();

  private FileHash() {}

  /**
   * The hash in lower-case hex.
   *
   * @param path within the bundle, without a leading slash
   * @throws BundleRefused if a structured file is no JSON
   */
  static String of(String path, byte[] content) {
    byte[] hashed = isStructured(path) ? canonical(path, content) : content;
    return HexFormat.of().formatHex(Sha256.digest().digest(hashed));
  }

  private static boolean isStructured(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("data.json") || name.equals(".manifest");
  }

  private static byte[] canonical(String path, byte[] content) {
    try {
      Json.read(content); // is strict: nothing below it is read twice or passed over
      try (JsonParser parser = FACTORY.createParser(content)) {
        parser.nextToken();
        return value(parser).getBytes(UTF_8);
      }
    } catch (Malformed e) {
      throw new BundleRefused(path + ": " + e.reason());
    } catch (IOException e) {
      throw new BundleRefused(path + ": not JSON");
    }
  }

  private static String value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> quoted(parser.getText());
      case null, default -> parser.getText();
    };
  }

  private static String object(JsonParser parser) throws IOException {
    var members = new TreeMap<String, String>(FileHash::byBytes);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    var text = new ArrayList<String>();
    for (Map.Entry<String, String> member : members.entrySet()) {
      text.add(quoted(member.getKey()) + ":" + member.getValue());
    }
    return "{" + String.join(",", text) + "}";
  }

  private static String array(JsonParser parser) throws IOException {
    var items = new ArrayList<String>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /** As Go's encoder writes it when HTML is left alone. */
  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x2028 || c == 0x2029) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
