package dev.entente.server.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A bundle server that knows what an {@code ETag} is. */
final class ServedBundle implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger notModified = new AtomicInteger();
  private volatile byte[] bundle = new byte[0];
  private volatile boolean broken;

  ServedBundle() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] now = bundle;
    String etag = "\"" + Sha256.hash(now) + "\"";
    try (exchange) {
      if (broken) {
        exchange.sendResponseHeaders(503, -1);
      } else if (etag.equals(exchange.getRequestHeaders().getFirst("if-none-match"))) {
        notModified.incrementAndGet();
        exchange.sendResponseHeaders(304, -1);
      } else {
        exchange.getResponseHeaders().set("etag", etag);
        exchange.sendResponseHeaders(200, now.length);
        exchange.getResponseBody().write(now);
      }
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/halden.tar.gz";
  }

  void serve(Path file) throws IOException {
    bundle = Files.readAllBytes(file);
  }

  void breakDown() {
    broken = true;
  }

  int notModified() {
    return notModified.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
