package dev.entente.server.joint;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entente.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A partner's OpenID provider, strict as a real one: a code is good once, for the client, the
 * secret, the address and the challenge (RFC 7636) that it was given for. Its tokens a test spoils.
 */
final class FakeProvider implements AutoCloseable {
  static final String SECRET = "known to orchard";

  final AtomicInteger codesAsked = new AtomicInteger();
  final Map<String, Object> configuration = new LinkedHashMap<>();
  Consumer<JWTClaimsSet.Builder> spoil = _ -> {};
  JWSAlgorithm algorithm = JWSAlgorithm.ES256;
  JWSSigner signer;
  Runnable before = () -> {};
  String keys;

  private final HttpServer server;
  private final Map<String, Map<String, List<String>>> codes = new HashMap<>();

  FakeProvider() {
    this(0);
  }

  /** One at a port that was free just now. */
  FakeProvider(int port) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
      this.signer = new ECDSASigner(key);
      this.keys = new JWKSet(key.toPublicJWK()).toString();
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configuration.put("issuer", issuer());
    configuration.put("authorization_endpoint", issuer() + "/authorize");
    configuration.put("token_endpoint", issuer() + "/token");
    configuration.put("jwks_uri", issuer() + "/keys");
    configuration.put("response_types_supported", List.of("code"));
    configuration.put("subject_types_supported", List.of("public"));
    configuration.put("id_token_signing_alg_values_supported", List.of("ES256"));
    serve(
        "/.well-known/openid-configuration",
        _ -> new String(Json.write(configuration), StandardCharsets.UTF_8));
    serve("/keys", _ -> keys);
    serve("/token", this::token);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private interface Service {
    String answer(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Service service) {
    server.createContext(
        path,
        exchange -> {
          before.run();
          byte[] answer = service.answer(exchange).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(
              new String(answer, StandardCharsets.UTF_8).contains("\"error\"") ? 400 : 200,
              answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  /** What it sends a browser back with that it was sent: the query, with a code. */
  String signsIn(String location) {
    Map<String, List<String>> asked = URLUtils.parseParameters(URI.create(location).getRawQuery());
    String code = "code-" + codes.size();
    synchronized (codes) {
      codes.put(code, asked);
    }
    return "code=" + code + "&state=" + encoded(asked.get("state").getFirst());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String token(HttpExchange exchange) throws IOException {
    codesAsked.incrementAndGet();
    Map<String, List<String>> form =
        URLUtils.parseParameters(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, List<String>> asked;
    synchronized (codes) {
      asked = codes.remove(form.get("code").getFirst());
    }
    String secret =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("entente:" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
    if (asked == null
        || !secret.equals(exchange.getRequestHeaders().getFirst("authorization"))
        || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
        || !asked.get("code_challenge_method").equals(List.of("S256"))
        || !asked
            .get("code_challenge")
            .equals(List.of(challenge(form.get("code_verifier").getFirst())))) {
      return "{\"error\":\"invalid_grant\"}";
    }
    String nonce = asked.get("nonce").getFirst();
    return "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
        .formatted(idToken(nonce));
  }

  private static String challenge(String verifier) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String idToken(String nonce) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("f3c1")
            .audience("entente")
            .claim("nonce", nonce)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
    spoil.accept(claims);
    try {
      var jwt =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID("theirs").build(), claims.build());
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
