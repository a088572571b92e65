package dev.entente.signature;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Set;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A header field that is a dictionary (RFC 8941 section 3.2), stricter than the RFC: a key may
 * stand there once only (the RFC lets the last win, so two readers could see two things), a value
 * that is used must be spelled as the RFC would serialize it, and the whole has at most 8 KiB.
 */
final class DictionaryField {
  private static final int MAX_LENGTH = 8 * 1024;

  private final String field;
  private final LinkedHashMap<String, String> members = new LinkedHashMap<>();

  private DictionaryField(String field) {
    this.field = field;
  }

  /** Splits the field's combined value into its members; their values are parsed when asked for. */
  static DictionaryField parse(String field, String combined) throws Malformed {
    if (combined.length() > MAX_LENGTH) {
      throw new Malformed(field + " has more than " + MAX_LENGTH + " characters");
    }
    var dictionary = new DictionaryField(field);
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < combined.length(); i++) {
      char c = combined.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        dictionary.add(Headers.trimmed(combined.substring(start, i)));
        start = i + 1;
      }
    }
    dictionary.add(Headers.trimmed(combined.substring(start)));
    return dictionary;
  }

  private void add(String member) throws Malformed {
    int end = 0;
    while (end < member.length() && member.charAt(end) != '=' && member.charAt(end) != ';') {
      end++;
    }
    String key = member.substring(0, end);
    String value =
        end == member.length() || member.charAt(end) == ';'
            ? "?1" + member.substring(end)
            : member.substring(end + 1);
    try {
      if (!Parser.parseKey(key).equals(key)) {
        throw new Malformed(field + " is not a dictionary: " + key + " is not a key");
      }
    } catch (IllegalArgumentException e) {
      throw new Malformed(field + " is not a dictionary (RFC 8941 section 3.2)");
    }
    if (members.putIfAbsent(key, value) != null) {
      throw new Malformed(field + " names " + key + " twice; every key may stand there once");
    }
  }

  Set<String> keys() {
    return members.keySet();
  }

  /** The member's value, parsed; null where there is no such member. */
  @Nullable Parametrizable<?> value(String key) throws Malformed {
    String text = members.get(key);
    if (text == null) {
      return null;
    }
    try {
      return Parser.parseItemOrInnerList(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(field + ": the value of " + key + " is malformed (RFC 8941 section 3)");
    }
  }

  /** The member's value as it must also be spelled: bytes in canonical base64 between colons. */
  byte @Nullable [] bytes(String key) throws Malformed {
    Parametrizable<?> value = value(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ByteSequenceItem item) || !spelled(key, value.serialize())) {
      throw new Malformed(
          field + ": the value of " + key + " must be bytes in canonical base64 between colons");
    }
    ByteBuffer buffer = item.get();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Whether the member's value stands in the field exactly as this text. */
  boolean spelled(String key, String text) {
    return text.equals(members.get(key));
  }
}
