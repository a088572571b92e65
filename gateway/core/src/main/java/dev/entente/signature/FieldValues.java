package dev.entente.signature;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The values of covered header fields (RFC 9421 section 2.1). */
final class FieldValues {
  private static final Set<String> DICTIONARIES =
      Set.of(
          "content-digest",
          "repr-digest",
          "want-content-digest",
          "want-repr-digest",
          "priority",
          "signature",
          "signature-input",
          "accept-signature");

  private FieldValues() {}

  static String of(Headers headers, Component component) throws Malformed {
    String combined = headers.combined(component.name());
    if (combined == null) {
      throw new Malformed(
          "the signature covers " + component + ", but the message has no such header");
    }
    return switch (component.option()) {
      case NONE -> combined;
      case SF -> strict(component, combined);
      case KEY -> member(component, combined);
      case BS -> bytes(headers, component);
      case NAME, REQ -> throw unsupported(component);
    };
  }

  static Malformed unsupported(Component component) {
    return new Malformed("the covered component " + component + " is not supported here");
  }

  private static String strict(Component component, String combined) throws Malformed {
    if (!DICTIONARIES.contains(component.name())) {
      throw new Malformed(
          "the covered component "
              + component
              + " is not supported: whether the field is a"
              + " dictionary, list or item is not known here; cover it without sf");
    }
    DictionaryField.parse(component.name(), combined);
    try {
      return Parser.parseDictionary(combined).serialize();
    } catch (ParseException e) {
      throw new Malformed(component + " is not a dictionary (RFC 8941 section 3.2)");
    }
  }

  private static String member(Component component, String combined) throws Malformed {
    Parametrizable<?> value =
        DictionaryField.parse(component.name(), combined).value(component.argument());
    if (value == null) {
      throw new Malformed("the signature covers " + component + ", but the field has no such key");
    }
    return value.serialize();
  }

  private static String bytes(Headers headers, Component component) {
    var list = new StringJoiner(", ");
    for (String line : headers.values(component.name())) {
      byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
      list.add(ByteSequenceItem.valueOf(octets).serialize());
    }
    return list.toString();
  }
}
