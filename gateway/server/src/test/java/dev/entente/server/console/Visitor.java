package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.Wire;
import dev.entente.signature.Headers.Header;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One of our people in the console, with a browser that runs no script. */
final class Visitor {
  private final RunningGateway gateway;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private Visitor(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** Comes in by the link that the gateway printed. */
  static Visitor of(RunningGateway gateway, String name) {
    var visitor = new Visitor(gateway);
    String line =
        gateway.said().stream()
            .filter(it -> it.startsWith("sign in as " + name + ": "))
            .reduce((_, last) -> last)
            .orElseThrow();
    String once = line.substring(line.indexOf("once=") + "once=".length());
    visitor.get("/sign-in?once=" + once);
    assertThat(visitor.submit("/sign-in/link", Map.of("once", once)).status()).isEqualTo(302);
    visitor.get("/");
    return visitor;
  }

  private String host() {
    return Person.site(gateway).substring("http://".length());
  }

  Reply get(String target) {
    return ask("GET", target, "", "");
  }

  /** The newest token, as scripts read it. */
  private String token() {
    String cookie = cookies.getOrDefault("XSRF-TOKEN", "");
    return URLDecoder.decode(cookie.substring(cookie.indexOf('=') + 1), StandardCharsets.UTF_8);
  }

  /** Submits a form. */
  Reply submit(String target, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return ask(
        "POST",
        target,
        "Content-Type: application/x-www-form-urlencoded\r\n",
        body + "&X-XSRF-TOKEN=" + encoded(token()));
  }

  /** Calls as a script does. */
  Reply call(String target, String json) {
    return ask(
        "POST",
        target,
        "Content-Type: application/json\r\nX-XSRF-TOKEN: " + token() + "\r\n",
        json);
  }

  /** Sends a file as a script does. */
  Reply send(String target, byte[] file) {
    return ask(
        "POST",
        target,
        "Content-Type: application/gzip\r\nX-XSRF-TOKEN: " + token() + "\r\n",
        file);
  }

  /** Calls without the token, as a page of somebody else's would. */
  Reply callFromElsewhere(String target, String json) {
    return ask("POST", target, "Content-Type: application/json\r\n", json);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Reply ask(String method, String target, String more, String body) {
    return ask(method, target, more, body.getBytes(StandardCharsets.UTF_8));
  }

  private Reply ask(String method, String target, String more, byte[] body) {
    try (var wire = new Wire(gateway.admin())) {
      Reply reply =
          wire.send(
                  "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n%sContent-Length: %d\r\n\r\n"
                      .formatted(
                          method,
                          target,
                          host(),
                          String.join("; ", cookies.values()),
                          more,
                          body.length))
              .send(body)
              .reply();
      reply.headers().lines().stream()
          .filter(line -> line.name().equalsIgnoreCase("set-cookie"))
          .map(Header::value)
          .map(value -> value.substring(0, value.indexOf(';')))
          .forEach(it -> cookies.put(it.substring(0, it.indexOf('=')), it));
      return reply;
    }
  }
}
