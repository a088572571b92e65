package dev.entente.server.console;

import dev.entente.signature.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Style sheets and scripts, in memory, each under a name that changes with its bytes and so may be
 * kept for good. Thread-safe.
 */
public final class Assets {
  private static final String JARS = "/META-INF/resources/webjars/";
  private static final Map<String, String> FILES =
      Map.of(
          "pico.css", JARS + "picocss__pico/2.1.1/css/pico.min.css",
          "console.css", "console.css",
          "htmx.js", JARS + "htmx.org/2.0.10/dist/htmx.min.js",
          "sse.js", JARS + "htmx-ext-sse/2.2.2/sse.js",
          "uplot.js", JARS + "uplot/1.6.30/dist/uPlot.iife.min.js",
          "uplot.css", JARS + "uplot/1.6.30/dist/uPlot.min.css",
          "console.js", "console.js",
          "verify.js", "verify.js",
          "books.js", "books.js");

  private static final Buffer DESCRIPTION = Buffer.buffer(read("openapi.json"));

  private record Asset(String type, Buffer bytes) {}

  private final Map<String, Asset> byPath = new HashMap<>();
  private final Map<String, String> paths = new HashMap<>();

  /**
   * @param place the path that all of them are under
   */
  public Assets(String place) {
    FILES.forEach(
        (name, resource) -> {
          byte[] bytes = read(resource);
          String path =
              place + "/static/" + Sha256.hash(bytes).toString().substring(0, 12) + "/" + name;
          String type = name.endsWith(".css") ? "text/css" : "text/javascript";
          byPath.put(path, new Asset(type + "; charset=utf-8", Buffer.buffer(bytes)));
          paths.put(name, path);
        });
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the file of that name is. */
  public String path(String name) {
    @Nullable String path = paths.get(name);
    if (path == null) {
      throw new IllegalArgumentException("there is no asset `" + name + "`");
    }
    return path;
  }

  /** What programs can ask, as OpenAPI 3.1. */
  static void description(RoutingContext context) {
    context.response().putHeader("content-type", "application/json").end(DESCRIPTION);
  }

  /** Answers with the one that is asked for. */
  public void serve(RoutingContext context) {
    @Nullable Asset asset = byPath.get(context.request().path());
    if (asset == null) {
      context.fail(404);
      return;
    }
    context
        .response()
        .putHeader("content-type", asset.type())
        .putHeader("cache-control", "public, max-age=31536000, immutable")
        .end(asset.bytes());
  }
}
