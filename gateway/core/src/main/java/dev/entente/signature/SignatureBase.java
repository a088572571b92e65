package dev.entente.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The signature base: the bytes that are signed (RFC 9421 section 2.5). */
final class SignatureBase {
  private static final int MAX_VALUE = 8 * 1024;

  /** Where the components of a message take their values from. */
  @FunctionalInterface
  interface Values {
    String of(Component component) throws Malformed;
  }

  private SignatureBase() {}

  /**
   * Makes it.
   *
   * @param input the serialized list of components and parameters
   * @throws Malformed if a component is not there, or its value cannot stand in a signature base
   */
  static byte[] of(List<Component> components, String input, Values values) throws Malformed {
    var base = new StringBuilder(512);
    for (Component component : components) {
      base.append(component.identifier()).append(": ");
      base.append(checked(component, values.of(component))).append('\n');
    }
    base.append("\"@signature-params\": ").append(input);
    return base.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** One line of visible ASCII, so that no value can pretend to be the next component. */
  private static String checked(Component component, String value) throws Malformed {
    if (value.length() > MAX_VALUE) {
      throw new Malformed(component + " has more than " + MAX_VALUE + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new Malformed(
            component
                + " holds a character outside visible ASCII; encode it, or cover the field"
                + " with ;bs");
      }
    }
    return value;
  }
}
