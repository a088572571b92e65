package dev.entente.signature;

import java.time.Instant;
import java.util.Map;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one signature (RFC 9421 section 2.3), each null where it is absent. Others than
 * these are refused: what nobody here understands must not be taken as agreed to.
 */
record SignatureParameters(
    @Nullable Instant created,
    @Nullable Instant expires,
    @Nullable String nonce,
    @Nullable String keyid,
    @Nullable String alg,
    @Nullable String tag) {

  static SignatureParameters of(Parameters parameters) throws Malformed {
    Instant created = null;
    Instant expires = null;
    String nonce = null;
    String keyid = null;
    String alg = null;
    String tag = null;
    for (Map.Entry<String, Item<?>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      Item<?> value = parameter.getValue();
      switch (name) {
        case "created" -> created = seconds(name, value);
        case "expires" -> expires = seconds(name, value);
        case "nonce" -> nonce = text(name, value);
        case "keyid" -> keyid = text(name, value);
        case "alg" -> alg = text(name, value);
        case "tag" -> tag = text(name, value);
        default ->
            throw new Malformed(
                "the signature parameter "
                    + name
                    + " is not known; created, expires, nonce, keyid,"
                    + " alg and tag are");
      }
    }
    return new SignatureParameters(created, expires, nonce, keyid, alg, tag);
  }

  private static Instant seconds(String name, Item<?> value) throws Malformed {
    if (value instanceof IntegerItem number) {
      return Instant.ofEpochSecond(number.get());
    }
    throw new Malformed(name + " must be a whole number of seconds since 1970");
  }

  private static String text(String name, Item<?> value) throws Malformed {
    if (value instanceof StringItem string) {
      return string.get();
    }
    throw new Malformed(name + " must be a string in double quotes");
  }

  /** The parameter's value, or a refusal that names it. */
  static <T> T required(String name, @Nullable T value) throws Malformed {
    if (value == null) {
      throw new Malformed("the signature parameter " + name + " is absent; it is required");
    }
    return value;
  }
}
