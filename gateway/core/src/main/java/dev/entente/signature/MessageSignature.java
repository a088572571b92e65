package dev.entente.signature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;
import org.jspecify.annotations.Nullable;

/**
 * One signature of a message: what Signature-Input and Signature say under one label.
 *
 * @param components what it covers, in order, each once
 * @param input the value in Signature-Input, which is also the last line of the signature base
 * @param bytes the signature itself, of whatever length it came in
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record MessageSignature(
    List<Component> components, SignatureParameters parameters, String input, byte[] bytes) {
  private static final int MAX_COMPONENTS = 64;

  /**
   * The one signature with this tag; null if there is none. An empty field holds none (RFC 8941
   * section 3.2).
   *
   * @throws Malformed if there are two, or if it is not well formed; without well-formed fields
   *     nobody can say whether one is there, so that is malformed too
   */
  static @Nullable MessageSignature find(Headers headers, String tag) throws Malformed {
    String inputs = headers.combined("signature-input");
    String signatures = headers.combined("signature");
    if (inputs == null || inputs.isEmpty() || signatures == null) {
      return null;
    }
    var dictionary = DictionaryField.parse("Signature-Input", inputs);
    String label = null;
    Parametrizable<?> ours = null;
    for (String key : dictionary.keys()) {
      Parametrizable<?> value = dictionary.value(key);
      if (value != null && tagged(value, tag)) {
        if (label != null) {
          throw new Malformed(
              "two signatures, "
                  + label
                  + " and "
                  + key
                  + ", carry tag=\""
                  + tag
                  + "\"; send exactly one");
        }
        label = key;
        ours = value;
      }
    }
    if (label == null || ours == null) {
      return null;
    }
    String input = ours.serialize();
    if (!(ours instanceof InnerList list) || !dictionary.spelled(label, input)) {
      throw new Malformed(
          "Signature-Input: the value of "
              + label
              + " must be a list in parentheses with its"
              + " parameters, spelled exactly as it is signed: one space between components, no"
              + " other, no parameter twice");
    }
    byte[] bytes = DictionaryField.parse("Signature", signatures).bytes(label);
    if (bytes == null) {
      throw new Malformed("Signature has no " + label + ", which Signature-Input announces");
    }
    return new MessageSignature(
        components(list), SignatureParameters.of(list.getParams()), input, bytes);
  }

  private static boolean tagged(Parametrizable<?> value, String tag) throws Malformed {
    Item<?> item = value.getParams().get("tag");
    if (item instanceof TokenItem token && token.get().equals(tag)) {
      throw new Malformed("tag must be a string: tag=\"" + tag + "\"");
    }
    return item instanceof StringItem string && string.get().equals(tag);
  }

  private static List<Component> components(InnerList list) throws Malformed {
    List<Item<?>> items = list.get();
    if (items.size() > MAX_COMPONENTS) {
      throw new Malformed(
          "the signature covers "
              + items.size()
              + " components; at most "
              + MAX_COMPONENTS
              + " are taken");
    }
    var components = new ArrayList<Component>(items.size());
    var seen = new HashSet<String>();
    for (Item<?> item : items) {
      var component = Component.of(item);
      if (!seen.add(component.identifier())) {
        throw new Malformed("the signature covers " + component + " twice");
      }
      components.add(component);
    }
    return components;
  }

  /** Refuses the signature unless it covers this component, whole. */
  void mustCover(Component component) throws Malformed {
    for (Component covered : components) {
      if (covered.identifier().equals(component.identifier())) {
        return;
      }
    }
    throw new Malformed("the signature must cover " + component);
  }
}
