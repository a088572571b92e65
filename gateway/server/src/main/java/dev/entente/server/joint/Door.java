package dev.entente.server.joint;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Ledger;
import dev.entente.server.directory.Settings;
import dev.entente.server.joint.Guests.Guest;
import dev.entente.signature.Origin;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever brings a link that was not used yet, and knows again by a cookie whoever was let
 * in.
 */
final class Door {
  private static final String COOKIE = "entente-joint";
  private static final long LARGEST_BODY = 2 << 10;

  /** How pages are shown. */
  interface Shown {
    void show(RoutingContext context, int status, String template, Map<String, Object> values);
  }

  private final Settings settings;
  private final Ledger ledger;
  private final Guests guests;
  private final Shown shown;
  private final InstantSource clock;
  private final boolean secure;

  Door(Settings settings, Ledger ledger, Guests guests, Shown shown, InstantSource clock) {
    this.settings = settings;
    this.ledger = ledger;
    this.guests = guests;
    this.shown = shown;
    this.clock = clock;
    this.secure =
        settings
            .externalOrigin()
            .map(it -> it.scheme().equals("https"))
            .orElse(settings.tls().isPresent());
  }

  void route(Router router) {
    router.get(JointPages.PLACE + "/").handler(this::look);
    router.post().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.post().handler(this::ownForm);
    router.post(JointPages.PLACE + "/").handler(this::open);
    router.post(JointPages.PLACE + "/sign-out").handler(this::leave);
  }

  /**
   * Who is let in, for as long as the ledger knows them: the key that asked for the link, or that
   * the books are open. Of another agreement than one's own the answer is that of none.
   */
  Optional<Guest> guest(RoutingContext context) {
    @Nullable Cookie cookie = context.request().getCookie(COOKIE);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return ReaderDoor.brought(context)
        .or(() -> guests.session(cookie == null ? null : cookie.getValue()))
        .filter(it -> standing(it).filter(at -> it.who().isLetIn(at, today)).isPresent());
  }

  /** Where the agreement stands that a guest looks at. */
  Optional<Standing> standing(Guest guest) {
    return ledger.trust().standing(guest.agreement());
  }

  /** A link that is looked at, by a mail scanner too, still works. */
  private void look(RoutingContext context) {
    @Nullable String once = context.request().getParam("once");
    Optional<Guest> here = guest(context);
    if (once != null) {
      Optional<Guest> invited = guests.invited(once);
      shown.show(
          context,
          invited.isPresent() ? 200 : 410,
          "joint-link",
          Map.of("once", once, "invited", invited));
    } else if (here.isPresent()) {
      context.redirect(JointPages.PLACE + "/" + here.get().agreement());
    } else {
      context.fail(401);
    }
  }

  /** Browsers say whose page a form stands in. */
  private void ownForm(RoutingContext context) {
    @Nullable String origin = context.request().getHeader("origin");
    String own =
        settings
            .externalOrigin()
            .map(Origin::authority)
            .orElseGet(() -> String.valueOf(context.request().authority()));
    if (origin == null || own.equals(authority(origin))) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void open(RoutingContext context) {
    @Nullable String once = context.request().getFormAttribute("once");
    Optional<String> session = once == null ? Optional.empty() : guests.open(once);
    Optional<Guest> guest = guests.session(session.orElse(null));
    if (session.isPresent() && guest.isPresent()) {
      letIn(context, guest.get().agreement(), session.get());
    } else {
      shown.show(context, 410, "joint-link", Map.of("once", "", "invited", Optional.empty()));
    }
  }

  /** Hands over the session that began, and shows the way in. */
  void letIn(RoutingContext context, AgreementId agreement, String session) {
    context.response().addCookie(cookie(session, Guests.SESSION.toSeconds()));
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", JointPages.PLACE + "/" + agreement)
        .end();
  }

  private Cookie cookie(String value, long seconds) {
    return Cookie.cookie(COOKIE, value)
        .setPath(JointPages.PLACE)
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(seconds);
  }

  private void leave(RoutingContext context) {
    @Nullable Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie != null) {
      guests.leave(cookie.getValue());
    }
    context.response().addCookie(cookie("", 0));
    context.response().setStatusCode(303).putHeader("location", JointPages.PLACE + "/").end();
  }
}
