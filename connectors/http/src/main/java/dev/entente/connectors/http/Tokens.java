package dev.entente.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one client (RFC 6749), asked for when it is needed and kept until shortly
 * before it expires. Asking is not tried again by itself: the next read asks. Thread-safe.
 */
final class Tokens {
  private static final int LONGEST_ANSWER = 65_536;
  private static final int OK = 200;
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
  private static final int LONGEST_LIFE = 86_400;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final Auth.ClientCredentials client;
  private final Connections connections;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Token token;

  private record Token(String text, Deadline end) {}

  Tokens(Auth.ClientCredentials client, Connections connections) {
    this.client = client;
    this.connections = connections;
  }

  /**
   * A token that has not expired.
   *
   * @throws Unavailable if there is none in time
   */
  String token(Deadline deadline) {
    Token known = token;
    if (known != null && !known.end().left().isZero()) {
      return known.text();
    }
    try {
      if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw Unavailable.source(server() + " gives no token in time", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.source("was not waited for", e);
    }
    try {
      Token now = token;
      Token fresh = now != null && !now.end().left().isZero() ? now : ask(deadline);
      token = fresh;
      return fresh.text();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a token that was not taken. */
  void refused(String text) {
    Token now = token;
    if (now != null && now.text().equals(text)) {
      token = null;
    }
  }

  private Token ask(Deadline deadline) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    client.scope().ifPresent(scope -> form.put("scope", scope));
    Map<String, String> headers = Map.of();
    if (client.inBody()) {
      form.put("client_id", client.clientId());
      form.put("client_secret", client.secret().reveal());
    } else {
      headers = Map.of("authorization", basic());
    }
    String body =
        form.entrySet().stream()
            .map(it -> it.getKey() + "=" + Parameters.encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    try (Reply reply = connections.ask(client.tokenUrl(), headers, Optional.of(body), deadline)) {
      if (reply.status() != OK) {
        throw Unavailable.source(server() + " gives no token: it answers " + reply.status(), null);
      }
      return read(reply);
    } catch (Passing | IOException e) {
      throw Unavailable.source(server() + " gives no token", e);
    }
  }

  private String basic() {
    String pair =
        Parameters.encoded(client.clientId()) + ":" + Parameters.encoded(client.secret().reveal());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private Token read(Reply reply) throws IOException {
    byte[] answer = reply.body().readNBytes(LONGEST_ANSWER);
    try {
      JsonNode json = Json.read(answer);
      String text = json.path("access_token").asText();
      long life = json.path("expires_in").asLong(USUAL_LIFE.toSeconds());
      if (json.path("token_type").asText().equalsIgnoreCase("bearer")
          && TOKEN.matcher(text).matches()) {
        long seconds = Math.clamp(life - MARGIN.toSeconds(), 1, LONGEST_LIFE);
        return new Token(text, Deadline.in(Duration.ofSeconds(seconds)));
      }
    } catch (Malformed e) {
      throw Unavailable.source(server() + " gives no token: its answer is no JSON", null);
    }
    throw Unavailable.source(server() + " gives no bearer token", null);
  }

  private String server() {
    return Connections.origin(client.tokenUrl()).toString();
  }
}
