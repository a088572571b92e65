package dev.entente.server.console;

import dev.entente.json.Doc;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Problem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Coming in and going out. */
final class SignInPages {
  private final Backstage backstage;
  private final Site site;
  private final SignIns signIns;
  private final Html html;

  SignInPages(Backstage backstage, Site site, SignIns signIns, Html html) {
    this.backstage = backstage;
    this.site = site;
    this.signIns = signIns;
    this.html = html;
  }

  void forAnyone(Router router) {
    router.get("/sign-in").blockingHandler(this::signIn, false);
    router.post("/sign-in/link").blockingHandler(this::byLink, false);
    router.post("/sign-in/text").blockingHandler(this::text, false);
    router.post("/sign-in/passkey").blockingHandler(this::byPasskey, false);
  }

  void forThoseWithin(Router router) {
    router.get("/passkey").handler(context -> html.show(context, 200, "passkey", host()));
    router.post("/passkey").blockingHandler(this::enroll, false);
    router.post("/sign-out").handler(SignInPages::signOut);
  }

  private Map<String, Object> host() {
    return Map.of("host", site.host(), "provider", backstage.settings().provider().isPresent());
  }

  private void signIn(RoutingContext context) {
    Optional<String> once = Optional.ofNullable(context.request().getParam("once"));
    if (once.isPresent()) {
      link(context, once.get(), signIns.links().operator(once.get()));
    } else {
      html.show(context, 200, "sign-in", host());
    }
  }

  private void link(RoutingContext context, String once, Optional<String> invited) {
    html.show(
        context, invited.isPresent() ? 200 : 410, "link", Map.of("once", once, "invited", invited));
  }

  private void byLink(RoutingContext context) {
    Optional<String> operator =
        Optional.ofNullable(context.request().getFormAttribute("once"))
            .flatMap(signIns.links()::use);
    if (operator.isPresent()) {
      Seat.take(context, operator.get());
      context.redirect("/passkey");
    } else {
      link(context, "", Optional.empty());
    }
  }

  private void text(RoutingContext context) {
    OrderCalls.offer(context, site, signIns.text(SignIns.name(Calls.body(context))));
  }

  private void byPasskey(RoutingContext context) {
    Doc said = Calls.body(context);
    String operator = said.at("operator").text();
    Optional<OperatorDocument> document =
        Seat.of(context)
            .take(said.at("id").text())
            .flatMap(text -> signIns.signed(text, operator, said))
            .filter(_ -> backstage.settings().operators().contains(operator));
    if (document.isPresent()) {
      Seat.take(context, operator);
      Calls.answer(context, 200, Map.of("location", "/"));
    } else {
      Calls.refuse(
          context, 403, "this passkey does not sign in `" + operator + "`; is that your name?");
    }
  }

  private static void signOut(RoutingContext context) {
    context.session().destroy();
    context.redirect("/sign-in");
  }

  private void enroll(RoutingContext context) {
    Optional<Problem> refused =
        signIns.enroll(Seat.of(context).operator().orElseThrow(), Calls.body(context));
    if (refused.isPresent()) {
      Calls.refuse(context, 403, refused.get().detail());
    } else {
      Calls.answer(context, 200, Map.of("location", "/"));
    }
  }
}
