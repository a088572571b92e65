package dev.entente.server.http;

import io.vertx.core.http.HttpServerRequest;

/** What stands beside the signed answers of a listener. Thread-safe. */
public interface Pages {
  /** Nothing. */
  Pages NONE = _ -> false;

  /**
   * Takes a request, on its event loop, which must not be blocked.
   *
   * @return whether it did; if not, it is answered as any other
   */
  boolean take(HttpServerRequest request);
}
