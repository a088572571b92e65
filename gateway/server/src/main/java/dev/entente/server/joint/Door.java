package dev.entente.server.joint;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Ledger;
import dev.entente.server.directory.Settings;
import dev.entente.server.joint.Guests.Guest;
import dev.entente.server.openid.PartnerProviders;
import dev.entente.signature.Origin;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever brings a link that was not used yet, and knows again by a cookie whoever was let
 * in.
 */
final class Door {
  private static final long LARGEST_BODY = 2 << 10;

  /** How pages are shown. */
  interface Shown {
    void show(RoutingContext context, int status, String template, Map<String, Object> values);
  }

  private final Settings settings;
  private final Ledger ledger;
  private final Guests guests;
  private final Shown shown;
  private final Cookies cookies;
  private final InstantSource clock;

  Door(
      Settings settings,
      Ledger ledger,
      Guests guests,
      Cookies cookies,
      Shown shown,
      InstantSource clock) {
    this.settings = settings;
    this.ledger = ledger;
    this.guests = guests;
    this.shown = shown;
    this.cookies = cookies;
    this.clock = clock;
  }

  void route(Router router) {
    router.get(JointPages.PLACE + "/").handler(this::look);
    router.post().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.post().handler(this::ownForm);
    router.post(JointPages.PLACE + "/").handler(this::open);
    router.post(JointPages.PLACE + "/sign-out").handler(this::leave);
  }

  /**
   * Who is let in, for as long as the way counts by which they were. Of another agreement than
   * one's own the answer is that of none.
   */
  Optional<Guest> guest(RoutingContext context) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return ReaderDoor.brought(context)
        .or(() -> Cookies.brought(context, Cookies.SESSION).flatMap(guests::session))
        .filter(it -> standing(it).filter(at -> it.way().holds(at, today)).isPresent());
  }

  /** Where the agreement stands that a guest looks at. */
  Optional<Standing> standing(Guest guest) {
    return ledger.trust().standing(guest.agreement());
  }

  /** The name of an agreement; empty if none can have it. */
  static Optional<AgreementId> agreement(String name) {
    try {
      return Optional.of(new AgreementId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether both sides hold to it. */
  boolean isAgreed(AgreementId agreement) {
    return ledger.trust().standing(agreement).filter(it -> it.state().isAgreed()).isPresent();
  }

  /** A link that is looked at, by a mail scanner too, still works. */
  private void look(RoutingContext context) {
    @Nullable String once = context.request().getParam("once");
    Optional<AgreementId> named =
        Optional.ofNullable(context.request().getParam("agreement"))
            .flatMap(it -> agreement(it.strip().toLowerCase(Locale.ROOT)));
    Optional<Guest> here = guest(context);
    if (once != null) {
      Optional<Guest> invited = guests.invited(once);
      shown.show(
          context,
          invited.isPresent() ? 200 : 410,
          "joint-link",
          Map.of("once", once, "invited", invited));
    } else if (named.isPresent()) {
      context.redirect(JointPages.PLACE + "/" + named.get() + PartnerProviders.SIGN_IN);
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
    Optional<Guest> guest = session.flatMap(guests::session);
    if (guest.isPresent()) {
      enter(context, session.get(), guest.get().agreement());
    } else {
      shown.show(context, 410, "joint-link", Map.of("once", "", "invited", Optional.empty()));
    }
  }

  /** Lets somebody in, whose session begins. */
  void letIn(RoutingContext context, AgreementId agreement, Way way) {
    enter(context, guests.letIn(agreement, way), agreement);
  }

  private void enter(RoutingContext context, String session, AgreementId agreement) {
    cookies.give(context, Cookies.SESSION, session, Guests.SESSION);
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", JointPages.PLACE + "/" + agreement)
        .end();
  }

  private void leave(RoutingContext context) {
    Cookies.brought(context, Cookies.SESSION).ifPresent(guests::leave);
    cookies.take(context, Cookies.SESSION);
    context.response().setStatusCode(303).putHeader("location", JointPages.PLACE + "/").end();
  }
}
