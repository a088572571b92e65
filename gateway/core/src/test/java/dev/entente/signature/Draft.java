package dev.entente.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request signed by hand, without the code under test, so that every part of it can be wrong. The
 * parameters are raw text, in order.
 */
final class Draft {
  static final Origin ORIGIN = Origin.parse("https://gateway.example");
  static final long NOW = 1_800_000_000L;

  String method = "POST";
  String target = "/v1/agreements/halden/datasets/accounts/query?trace=7";
  byte[] body = "{\"limit\": 3}".getBytes(StandardCharsets.UTF_8);
  String label = "sig1";
  String tag = "\"entente-request\"";
  final List<Headers.Header> headers = new ArrayList<>();
  final List<String> components = new ArrayList<>();
  final Map<String, String> parameters = new LinkedHashMap<>();
  final Map<String, String> values = new LinkedHashMap<>();
  private final SigningKey key;

  Draft(SigningKey key) {
    this.key = key;
    header("Host", "gateway.example");
    header("Content-Type", "application/json");
    header("Content-Length", String.valueOf(body.length));
    header("Content-Digest", digest("sha-256", Sha256.hash(body).bytes()));
    header("Idempotency-Key", "k-1");
    header("X-Trace", "a  b");
    components.addAll(
        List.of(
            "\"@method\"",
            "\"@target-uri\"",
            "\"content-type\"",
            "\"content-digest\"",
            "\"idempotency-key\""));
    parameters.put("created", String.valueOf(NOW));
    parameters.put("expires", String.valueOf(NOW + 60));
    parameters.put("nonce", "\"AAECAwQFBgcICQoLDA0ODw\"");
    parameters.put("keyid", '"' + key.id().toString() + '"');
  }

  static String digest(String algorithm, byte[] hash) {
    return algorithm + "=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }

  Draft header(String name, String value) {
    headers.add(new Headers.Header(name, value));
    return this;
  }

  Draft without(String name) {
    headers.removeIf(header -> header.name().equals(name));
    components.remove('"' + name + '"');
    return this;
  }

  Draft replaced(String name, String value) {
    headers.removeIf(header -> header.name().equals(name));
    return header(name, value);
  }

  Draft covering(String component) {
    components.add(component);
    return this;
  }

  /** Covers a component whose value is given here. */
  Draft covering(String component, String value) {
    values.put(component, value);
    return covering(component);
  }

  Draft parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  Draft withoutBody() {
    body = new byte[0];
    method = "GET";
    return without("content-type").without("content-digest").without("content-length");
  }

  String input() {
    var text = new StringBuilder("(" + String.join(" ", components) + ")");
    parameters.forEach((name, value) -> text.append(';').append(name).append('=').append(value));
    return text + (tag.isEmpty() ? "" : ";tag=" + tag);
  }

  String base() {
    var base = new StringBuilder();
    for (String component : components) {
      base.append(component).append(": ").append(value(component)).append('\n');
    }
    return base + "\"@signature-params\": " + input();
  }

  private String value(String component) {
    if (values.containsKey(component)) {
      return values.get(component);
    }
    return switch (component) {
      case "\"@method\"" -> method;
      case "\"@target-uri\"" -> ORIGIN + target;
      default ->
          headers.stream()
              .filter(header -> component.equals('"' + header.name() + '"'))
              .map(header -> header.value().strip())
              .collect(Collectors.joining(", "));
    };
  }

  /** The whole message, signed. */
  SignedRequest signed() {
    byte[] signature = key.sign(base().getBytes(StandardCharsets.US_ASCII));
    return with(label + "=" + input(), label + "=:" + base64(signature) + ":");
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The message with these two headers, whatever they say. */
  SignedRequest with(String signatureInput, String signature) {
    var all = new ArrayList<>(headers);
    all.add(new Headers.Header("Signature-Input", signatureInput));
    all.add(new Headers.Header("Signature", signature));
    return message(Headers.of(all));
  }

  SignedRequest message(Headers all) {
    return new SignedRequest(RequestHead.of(method, ORIGIN, target, all), Body.of(body));
  }
}
