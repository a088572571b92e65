package dev.entente.server.openid;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * What a browser brings back from a provider (RFC 6749 section 4.1.2). Anybody can make it up.
 *
 * @param state by which it was sent there
 * @param code for which there is a token; none if the provider refused
 * @param issuer who says so (RFC 9207)
 */
public record Returned(Optional<String> state, Optional<String> code, Optional<String> issuer) {
  /** As it stands in the query. */
  public static Returned by(HttpServerRequest request) {
    return new Returned(
        Optional.ofNullable(request.getParam("state")),
        Optional.ofNullable(request.getParam("code")).filter(it -> !it.isBlank()),
        Optional.ofNullable(request.getParam("iss")));
  }
}
