package dev.entente.server.joint;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.Wire;
import dev.entente.signature.Headers.Header;
import java.util.ArrayList;
import java.util.Arrays;

/** Asks the joint view as a browser would, with the cookies that it set. */
final class Browser {
  private final RunningGateway gateway;
  String cookie = "";

  Browser(RunningGateway gateway) {
    this.gateway = gateway;
  }

  Reply get(String target) {
    return ask("GET", target, "", "");
  }

  /** Asks as a script that bears this token. */
  Reply get(String target, String token) {
    return ask("GET", target, "Authorization: Bearer " + token + "\r\n", "");
  }

  Reply post(String target, String body) {
    return post(target, gateway.origin().toString(), body);
  }

  Reply post(String target, String origin, String body) {
    return ask(
        "POST",
        target,
        "Origin: " + origin + "\r\nContent-Type: application/x-www-form-urlencoded\r\n",
        body);
  }

  /** Goes the way of a link that a signed call answered. */
  Reply open(String link) {
    return post("/joint/", "once=" + link.substring(link.indexOf("once=") + "once=".length()));
  }

  private Reply ask(String method, String target, String more, String body) {
    try (var wire = new Wire(gateway.origin())) {
      Reply reply =
          wire.send(
                  "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n%sContent-Length: %d\r\n\r\n%s"
                      .formatted(
                          method,
                          target,
                          gateway.origin().authority(),
                          cookie,
                          more,
                          body.length(),
                          body))
              .reply();
      reply.headers().lines().stream()
          .filter(line -> line.name().equalsIgnoreCase("set-cookie"))
          .map(Header::value)
          .forEach(this::keep);
      return reply;
    }
  }

  private void keep(String set) {
    String name = set.substring(0, set.indexOf('=') + 1);
    var kept =
        new ArrayList<>(
            Arrays.stream(cookie.split("; ", -1))
                .filter(it -> !it.isEmpty() && !it.startsWith(name))
                .toList());
    if (!set.contains("Max-Age=0")) {
      kept.add(set.substring(0, set.indexOf(';')));
    }
    cookie = String.join("; ", kept);
  }
}
