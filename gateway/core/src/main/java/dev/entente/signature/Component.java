package dev.entente.signature;

import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;

/**
 * The identifier of one covered component (RFC 9421 section 2): a name, and at most one parameter.
 *
 * @param name a field name in lower case, or a derived component's with its {@code @}
 * @param option the parameter; {@link Option#NONE} where there is none
 * @param argument the value of {@code key} or {@code name}; else empty
 * @param identifier as it stands in the signature base
 */
record Component(String name, Option option, String argument, String identifier) {
  enum Option {
    NONE,
    /** The field as a structured field, serialized strictly. */
    SF,
    /** One member of a dictionary field. */
    KEY,
    /** Each line of the field as bytes. */
    BS,
    /** One parameter of the query. */
    NAME,
    /** Of the request, in an answer's signature. */
    REQ
  }

  static Component of(String name) {
    return new Component(name, Option.NONE, "", '"' + name + '"');
  }

  static Component ofRequest(String name) {
    return new Component(name, Option.REQ, "", '"' + name + "\";req");
  }

  static Component of(Item<?> item) throws Malformed {
    if (!(item instanceof StringItem string)) {
      throw new Malformed("covered components are strings, not " + item.serialize());
    }
    String name = string.get();
    Parameters parameters = item.getParams();
    if (!wellNamed(name)) {
      throw new Malformed(
          "the covered component \"" + name + "\" is not a field name in lower case");
    }
    return switch (parameters.size()) {
      case 0 -> of(name);
      case 1 -> {
        var only = parameters.entrySet().iterator().next();
        yield withOption(name, only.getKey(), only.getValue(), item.serialize());
      }
      default ->
          throw new Malformed(
              "the covered component "
                  + item.serialize()
                  + " has more than one parameter; at most"
                  + " one is supported");
    };
  }

  private static Component withOption(String name, String key, Item<?> value, String identifier)
      throws Malformed {
    Option option =
        switch (key) {
          case "sf" -> Option.SF;
          case "key" -> Option.KEY;
          case "bs" -> Option.BS;
          case "name" -> Option.NAME;
          case "req" -> Option.REQ;
          default ->
              throw new Malformed(
                  "the covered component "
                      + identifier
                      + " has the parameter "
                      + key
                      + ", which is not supported; sf, key, bs and name are");
        };
    if (option == Option.KEY || option == Option.NAME) {
      if (value instanceof StringItem text) {
        return new Component(name, option, text.get(), identifier);
      }
      throw new Malformed("in " + identifier + " the value of " + key + " must be a string");
    }
    if (value instanceof BooleanItem flag && flag.get()) {
      return new Component(name, option, "", identifier);
    }
    throw new Malformed("in " + identifier + " the parameter " + key + " takes no value");
  }

  boolean derived() {
    return name.startsWith("@");
  }

  private static boolean wellNamed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter
          && !(c >= '0' && c <= '9')
          && "!#$%&'*+-.^_`|~".indexOf(c) < 0
          && !(c == '@' && i == 0)) {
        return false;
      }
    }
    return !name.isEmpty() && !name.equals("@");
  }

  @Override
  public String toString() {
    return identifier;
  }
}
