package dev.entente.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.FieldType;
import dev.entente.json.CellJson;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.source.Selection.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Cursors: where a page ended, sealed with AES-256-GCM under the gateway's own key, and bound to
 * the agreement, the query and the epoch. A caller can neither read one nor make one, nor use it
 * for another query. Each has at most 65,536 characters. Thread-safe.
 */
public final class Cursors {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  /** More bytes than this the values of a position do not take; the key stands for it then. */
  private static final int LARGEST_POSITION = 4096;

  /** No key that a source may have makes a longer one. */
  private static final int LONGEST = 1 << 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  /**
   * @param key 32 bytes
   */
  public Cursors(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("the cursors' key has 32 bytes, this has " + key.length);
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Seals a position, or what is enough to find it again.
   *
   * @param key how many values at its end are those of the key
   * @param bound names what it goes with
   */
  String seal(Position position, int key, String bound) {
    List<@Nullable String> texts = new ArrayList<>();
    for (Object value : position.values()) {
      texts.add(value == null ? null : CellJson.plainText(value));
    }
    byte[] json = Json.write(texts);
    if (json.length > LARGEST_POSITION) {
      json = Json.write(texts.subList(texts.size() - key, texts.size()));
    }
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, json, bound);
    String cursor = text(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    if (cursor.length() > LONGEST) {
      throw new IllegalStateException("a source gave a key longer than it may be");
    }
    return cursor;
  }

  /**
   * Opens a cursor; what comes out is the position, or only its key.
   *
   * @param types of the values that the position has
   * @param key how many of them, at the end, are those of the key
   * @param bound as it was when it was sealed
   */
  Outcome<Position> open(String cursor, List<FieldType> types, int key, String bound) {
    try {
      if (cursor.length() > LONGEST) {
        return foreign();
      }
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length <= NONCE || !text(bytes).equals(cursor)) {
        return foreign();
      }
      byte[] opened =
          crypt(
              Cipher.DECRYPT_MODE,
              Arrays.copyOf(bytes, NONCE),
              Arrays.copyOfRange(bytes, NONCE, bytes.length),
              bound);
      return Outcome.passed(position(Json.read(opened), types, key));
    } catch (IllegalArgumentException | Malformed e) {
      return foreign();
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Position position(JsonNode texts, List<FieldType> types, int key) {
    if (texts.size() != types.size() && texts.size() != key) {
      throw new IllegalArgumentException("a position of other fields");
    }
    List<FieldType> last = types.subList(types.size() - texts.size(), types.size());
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      JsonNode text = texts.get(i);
      values.add(text.isNull() ? null : last.get(i).parse(text.textValue()));
    }
    return new Position(values);
  }

  static Outcome<Position> foreign() {
    return Outcome.refused(
        Problem.of(
                ProblemCode.QUERY_MALFORMED,
                "the cursor is not of this query as it stands today; send the query without it to"
                    + " start again: what you have seen costs nothing twice")
            .at("/cursor"));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] text, String bound) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it does not open", e);
    }
  }
}
