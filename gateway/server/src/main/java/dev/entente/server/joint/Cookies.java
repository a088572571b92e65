package dev.entente.server.joint;

import dev.entente.server.directory.Settings;
import dev.entente.signature.Origin;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The joint view's cookies. No script reads them, and no browser brings them along on a way that
 * began at another site.
 */
final class Cookies {
  /** Whose session it is. */
  static final String SESSION = "entente-joint";

  /** The way to a provider and back that a browser is on. */
  static final String PASSAGE = "entente-joint-passage";

  private final boolean secure;

  Cookies(Settings settings) {
    this.secure =
        settings
            .externalOrigin()
            .map(Origin::scheme)
            .map("https"::equals)
            .orElse(settings.tls().isPresent());
  }

  static Optional<String> brought(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
  }

  void give(RoutingContext context, String name, String value, Duration life) {
    context
        .response()
        .addCookie(
            Cookie.cookie(name, value)
                .setPath(JointPages.PLACE)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(life.toSeconds()));
  }

  void take(RoutingContext context, String name) {
    give(context, name, "", Duration.ZERO);
  }
}
