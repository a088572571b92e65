package dev.entente.server.joint;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.entente.agreement.AgreementId;
import dev.entente.server.joint.Door.Shown;
import dev.entente.server.openid.PartnerProviders;
import dev.entente.server.openid.PartnerProviders.Theirs;
import dev.entente.server.openid.Returned;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a partner's provider and back: whoever comes back with a token of it is let in. The
 * browser keeps what has to be known again, so nobody who sets out costs memory here. Of an
 * agreement without a provider the answer is that of none.
 */
final class ProviderDoor {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderDoor.class);

  private final Door door;
  private final PartnerProviders providers;
  private final Passages passages;
  private final Cookies cookies;
  private final Shown shown;

  ProviderDoor(
      Door door, PartnerProviders providers, Passages passages, Cookies cookies, Shown shown) {
    this.door = door;
    this.providers = providers;
    this.passages = passages;
    this.cookies = cookies;
    this.shown = shown;
  }

  void route(Router router) {
    String place = JointPages.PLACE + "/:agreement" + PartnerProviders.SIGN_IN;
    router.get(place).handler(of(this::look));
    router.get(place + "/provider").blockingHandler(of(this::leave), false);
    router.get(place + PartnerProviders.CALLBACK).handler(of(this::bounce));
    router.get(place + "/back").blockingHandler(of(this::back), false);
  }

  private interface Step {
    void take(RoutingContext context, AgreementId agreement, Theirs theirs);
  }

  private Handler<RoutingContext> of(Step step) {
    return context -> {
      Optional<AgreementId> agreement =
          Door.agreement(context.pathParam("agreement")).filter(door::isAgreed);
      agreement
          .flatMap(providers::of)
          .ifPresentOrElse(
              theirs -> step.take(context, agreement.orElseThrow(), theirs),
              () -> context.fail(404));
    };
  }

  private void look(RoutingContext context, AgreementId agreement, Theirs theirs) {
    shown.show(
        context,
        200,
        "joint-sign-in",
        Map.of(
            "agreement",
            agreement.value(),
            "issuer",
            theirs.provider().provider().issuer().getHost()));
  }

  private void leave(RoutingContext context, AgreementId agreement, Theirs theirs) {
    var passage = Passage.to(agreement);
    var there =
        theirs
            .provider()
            .ask(passage.state().getValue(), passage.verifier(), passage.nonce().getValue(), false);
    cookies.give(context, Cookies.PASSAGE, passages.seal(passage), Passages.LIFE);
    context.redirect(there.toString());
  }

  /**
   * The provider's page sent the browser here, so it brought no strict cookie. Our own page sends
   * it on, and then it does.
   */
  private void bounce(RoutingContext context, AgreementId agreement, Theirs theirs) {
    String query = Optional.ofNullable(context.request().query()).orElse("");
    shown.show(context, 200, "bounce", Map.of("there", path(agreement) + "/back?" + query));
  }

  private static String path(AgreementId agreement) {
    return JointPages.PLACE + "/" + agreement + PartnerProviders.SIGN_IN;
  }

  private void back(RoutingContext context, AgreementId agreement, Theirs theirs) {
    Returned returned = Returned.by(context.request());
    Optional<Passage> passage =
        Cookies.brought(context, Cookies.PASSAGE)
            .flatMap(kept -> passages.open(kept, agreement))
            .filter(it -> returned.state().filter(it.state().getValue()::equals).isPresent());
    cookies.take(context, Cookies.PASSAGE);
    Optional<JWTClaimsSet> claims =
        passage.flatMap(
            it ->
                theirs
                    .provider()
                    .token(returned, it.verifier())
                    .flatMap(token -> theirs.provider().claims(token, it.nonce().getValue())));
    if (claims.isEmpty()) {
      refuse(context, agreement, "Your company's provider did not say who you are.");
      return;
    }
    List<String> missing = missing(theirs.claims(), claims.get());
    if (missing.isEmpty()) {
      door.letIn(context, agreement, ByProvider.of(claims.get()));
    } else {
      LOG.warn("an account was not let in to {}: its token lacks {}", agreement, missing);
      refuse(context, agreement, "Your account is not one of those that are let in here.");
    }
  }

  /** Which of the claims the token does not hold, exactly. */
  private static List<String> missing(Map<String, Object> asked, JWTClaimsSet claims) {
    return asked.entrySet().stream()
        .filter(it -> !it.getValue().equals(claims.getClaim(it.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void refuse(RoutingContext context, AgreementId agreement, String detail) {
    shown.show(
        context,
        403,
        "joint-failure",
        Map.of("status", 403, "detail", detail, "again", path(agreement)));
  }
}
