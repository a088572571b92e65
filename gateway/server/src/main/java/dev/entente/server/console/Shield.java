package dev.entente.server.console;

import io.vertx.core.http.HttpServerResponse;

/** What keeps a page to itself: no script but its own, in nobody's frame, told to nobody else. */
public final class Shield {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Shield() {}

  /** Stands before the answer. */
  public static void before(HttpServerResponse response) {
    response
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "same-origin")
        .putHeader("cross-origin-opener-policy", "same-origin");
  }
}
