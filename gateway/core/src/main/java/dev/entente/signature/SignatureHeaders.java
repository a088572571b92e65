package dev.entente.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.Parser;

/** Makes the two header fields of a signature. */
final class SignatureHeaders {
  private static final String LABEL = "entente";

  private SignatureHeaders() {}

  /** The components as list items, to be made once and used for many signatures. */
  static List<Item<?>> items(List<Component> components) {
    var items = new ArrayList<Item<?>>(components.size());
    for (Component component : components) {
      items.add(Parser.parseItem(component.identifier()));
    }
    return List.copyOf(items);
  }

  /**
   * Signs.
   *
   * @param parameters in the order in which they are to stand there
   * @throws Malformed if the message lacks a component, or its value cannot be signed
   */
  static Headers sign(
      SigningKey key,
      List<Component> components,
      List<Item<?>> items,
      SequencedMap<String, Object> parameters,
      SignatureBase.Values values)
      throws Malformed {
    String input = InnerList.valueOf(items).withParams(Parameters.valueOf(parameters)).serialize();
    byte[] signature = key.sign(SignatureBase.of(components, input, values));
    return Headers.of(
        "signature-input",
        LABEL + "=" + input,
        "signature",
        LABEL + "=" + ByteSequenceItem.valueOf(signature).serialize());
  }
}
