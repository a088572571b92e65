package dev.entente.trustledger.audit;

import dev.entente.signature.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request's signature base, read back (RFC 9421, section 2.5). Refuses by throwing. */
final class SignatureBase {
  private static final String PARAMETERS = "@signature-params";

  private SignatureBase() {}

  /** Each component and its value; the parameters come last. */
  static Map<String, String> lines(String base) {
    var lines = new LinkedHashMap<String, String>();
    String last = "";
    for (String line : base.split("\n", -1)) {
      int end = line.indexOf("\": ");
      if (!line.startsWith("\"") || end < 0) {
        throw new IllegalArgumentException("a line of the signature base is no component");
      }
      last = line.substring(1, end);
      if (lines.put(last, line.substring(end + 3)) != null) {
        throw new IllegalArgumentException("the signature base has " + last + " twice");
      }
    }
    if (!last.equals(PARAMETERS)) {
      throw new IllegalArgumentException("the signature base does not end in its parameters");
    }
    return lines;
  }

  static String value(Map<String, String> lines, String component) {
    String value = lines.get(component);
    if (value == null) {
      throw new IllegalArgumentException(component + " is not signed");
    }
    return value;
  }

  /** The signature must be one of a request to us, by this key. */
  static void parameters(Map<String, String> lines, KeyId key) {
    String parameters = value(lines, PARAMETERS);
    for (String wanted : new String[] {";tag=\"entente-request\"", ";keyid=\"" + key + "\""}) {
      if (!parameters.contains(wanted)) {
        throw new IllegalArgumentException("the parameters signed have no " + wanted);
      }
    }
  }

  /** The digest that was signed must be the body's: each that it names (RFC 9530). */
  static void digest(Map<String, String> lines, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (String digest : value(lines, "content-digest").split(",", -1)) {
      String name = digest.strip().replaceFirst("=.*", "");
      if (!digest.strip().equals(name + "=:" + hash(name, bytes) + ":")) {
        throw new IllegalArgumentException("the body is not the one whose digest is signed");
      }
    }
  }

  private static String hash(String name, byte[] body) {
    String algorithm =
        switch (name) {
          case "sha-256" -> "SHA-256";
          case "sha-512" -> "SHA-512";
          default -> throw new IllegalArgumentException("the digest " + name + " is not known");
        };
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
