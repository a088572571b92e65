package dev.entente.server.acceptance;

import dev.entente.server.running.RunningGateway;
import dev.entente.signature.Headers;
import dev.entente.signature.Headers.Header;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request whose every part can be spoilt. It is signed here, by hand and after RFC 9421, so that
 * it may also be signed wrongly; nothing of the product's own signer is used but the key's.
 */
final class HandMade {
  private static final SecureRandom RANDOM = new SecureRandom();

  final List<String> components = new ArrayList<>(List.of("@method", "@target-uri"));

  /** Name to value as it stands in the structured field, so a text has its quotes. */
  final Map<String, String> parameters = new LinkedHashMap<>();

  final List<Header> headers = new ArrayList<>();
  String method;
  String target;
  Origin origin;
  SigningKey key;
  byte[] body;

  /** The bytes that are sent, where they are not those that are signed. */
  byte[] sentBody;

  private HandMade(String method, String target, Origin origin, SigningKey key, String body) {
    this.method = method;
    this.target = target;
    this.origin = origin;
    this.key = key;
    this.body = body.getBytes(StandardCharsets.UTF_8);
    this.sentBody = this.body;
    long now = Instant.now().getEpochSecond();
    parameters.put("created", "" + now);
    parameters.put("expires", "" + (now + 60));
    parameters.put("nonce", quoted(nonce(24)));
    parameters.put("keyid", quoted(key.id().toString()));
    parameters.put("tag", quoted("entente-request"));
  }

  static HandMade get(RunningGateway gateway, SigningKey key, String target) {
    return get(gateway.origin(), key, target);
  }

  static HandMade get(Origin origin, SigningKey key, String target) {
    return new HandMade("GET", target, origin, key, "");
  }

  static HandMade post(RunningGateway gateway, SigningKey key, String target, String body) {
    return post(gateway.origin(), key, target, body);
  }

  static HandMade post(Origin origin, SigningKey key, String target, String body) {
    var request = new HandMade("POST", target, origin, key, body);
    request.header("content-type", "application/json");
    request.header("content-digest", sha256(request.body));
    request.components.addAll(List.of("content-type", "content-digest"));
    return request;
  }

  static String nonce(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  static String sha256(byte[] body) {
    return "sha-256=:" + hash("SHA-256", body) + ":";
  }

  static String sha512(byte[] body) {
    return "sha-512=:" + hash("SHA-512", body) + ":";
  }

  private static String hash(String algorithm, byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  HandMade header(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  /** In the place of all headers of this name. */
  HandMade only(String name, String value) {
    headers.removeIf(line -> line.name().equals(name));
    return header(name, value);
  }

  HandMade parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  HandMade covering(String... names) {
    components.clear();
    components.addAll(List.of(names));
    return this;
  }

  /** What Signature-Input says of this signature, and the last line of what is signed. */
  String input() {
    return components.stream().map(HandMade::identifier).collect(Collectors.joining(" ", "(", ")"))
        + parameters.entrySet().stream()
            .map(parameter -> ";" + parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining());
  }

  private static String identifier(String component) {
    return component.startsWith("\"") ? component : quoted(component);
  }

  byte[] signature() {
    var base = new StringBuilder();
    for (String component : components) {
      base.append(identifier(component)).append(": ").append(value(component)).append('\n');
    }
    base.append("\"@signature-params\": ").append(input());
    return key.sign(base.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String value(String component) {
    return switch (component) {
      case "@method" -> method;
      case "@target-uri" -> origin + target;
      default ->
          headers.stream()
              .filter(line -> line.name().equals(component))
              .map(Header::value)
              .collect(Collectors.joining(", "));
    };
  }

  /** The headers, and those of the signature. */
  Headers signed() {
    return signed(Base64.getEncoder().encodeToString(signature()));
  }

  Headers signed(String signature) {
    return Headers.of(headers)
        .and(
            Headers.of(
                "signature-input",
                "entente=" + input(),
                "signature",
                "entente=:" + signature + ":"));
  }

  /** The request as its answer must address it. */
  SentRequest sent() {
    String nonce = parameters.getOrDefault("nonce", "\"\"");
    return new SentRequest(
        RequestHead.of(method, origin, target, Headers.of(headers)),
        nonce.substring(1, Math.max(1, nonce.length() - 1)),
        body);
  }

  /** All of it, with Content-Length where there is a body. */
  byte[] bytes() {
    return bytes(signed());
  }

  byte[] bytes(Headers all) {
    return bytes(
        sentBody.length == 0 ? all : all.and(Headers.of("content-length", "" + sentBody.length)),
        sentBody);
  }

  byte[] bytes(Headers all, byte[] content) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (!all.contains("host")) {
      head.append("host: ").append(origin.authority()).append("\r\n");
    }
    for (Header line : all.lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(content);
    return whole.toByteArray();
  }

  /** Without Content-Length, in chunks of so many bytes. */
  byte[] chunked(int size) {
    var content = new ByteArrayOutputStream();
    for (int from = 0; from < sentBody.length; from += size) {
      int length = Math.min(size, sentBody.length - from);
      content.writeBytes(
          (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      content.write(sentBody, from, length);
      content.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    content.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return bytes(signed().and(Headers.of("transfer-encoding", "chunked")), content.toByteArray());
  }
}
