package dev.entente.server.console;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.entente.governance.Done;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.UnsignedOrder;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.server.console.Flow.Purpose;
import dev.entente.server.openid.OpenIdProvider;
import dev.entente.server.openid.Returned;
import dev.entente.signature.KeyId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way to the provider and back: whoever comes back with a token that vouches for the text comes
 * in, has an account connected, or has ordered what the text says.
 */
final class ProviderPages {
  /** Where the provider sends browsers back to. */
  static final String CALLBACK = "/sign-in/callback";

  private final Backstage backstage;
  private final OpenIdProvider provider;
  private final SignIns signIns;
  private final Html html;

  ProviderPages(Backstage backstage, OpenIdProvider provider, SignIns signIns, Html html) {
    this.backstage = backstage;
    this.provider = provider;
    this.signIns = signIns;
    this.html = html;
  }

  /** To be routed before sessions are, which would begin another one here. */
  void forWhoComesBack(Router router) {
    router.get(CALLBACK).handler(this::bounce);
  }

  void forAnyone(Router router) {
    router.post("/sign-in/provider").blockingHandler(this::signIn, false);
    router.get("/sign-in/back").blockingHandler(this::back, false);
  }

  void forThoseWithin(Router router) {
    router.post("/account").blockingHandler(this::connect, false);
  }

  /** Where a browser goes to have an order vouched for; an approval asks afresh who it is. */
  URI ask(Seat seat, Purpose purpose, String operator, UnsignedOrder text, String then) {
    var verifier = new CodeVerifier();
    String state = seat.keep(new Flow(purpose, operator, text, verifier, then));
    return provider.ask(
        state,
        verifier,
        text.challenge().toString(),
        purpose == Purpose.ORDER && text.isApproval());
  }

  private void signIn(RoutingContext context) {
    send(context, Purpose.SIGN_IN, SignIns.name(Calls.body(context)));
  }

  private void connect(RoutingContext context) {
    send(context, Purpose.CONNECT, Seat.of(context).operator().orElseThrow());
  }

  private void send(RoutingContext context, Purpose purpose, String operator) {
    URI there = ask(Seat.of(context), purpose, operator, signIns.text(operator), "/");
    Calls.answer(context, 200, Map.of("location", there.toString()));
  }

  /**
   * The provider's page sent the browser here, so it brought no strict cookie. Our own page sends
   * it on, and then it does.
   */
  private void bounce(RoutingContext context) {
    String query = Optional.ofNullable(context.request().query()).orElse("");
    Seat.without(context);
    html.show(
        context,
        200,
        "bounce",
        Map.of("gateway", backstage.settings().gateway(), "there", "/sign-in/back?" + query));
  }

  private void back(RoutingContext context) {
    Returned returned = Returned.by(context.request());
    Optional<Flow> flow = returned.state().flatMap(Seat.of(context)::flow);
    Optional<SignedJWT> token = flow.flatMap(it -> provider.token(returned, it.verifier()));
    if (token.isEmpty()) {
      refuse(context, "The provider did not say who you are. Nothing was changed; try again.");
    } else {
      arrived(context, flow.get(), token.get());
    }
  }

  private void arrived(RoutingContext context, Flow flow, SignedJWT token) {
    Optional<JWK> key = provider.key(token);
    if (key.isEmpty()) {
      refuse(context, "What came back is not signed by the provider. Nothing was changed.");
      return;
    }
    remember(key.get());
    OperatorDocument document = flow.text().vouched(KeyId.of(key.get()), token);
    switch (flow.purpose()) {
      case SIGN_IN -> comeIn(context, flow, document);
      case CONNECT -> connected(context, flow, token, document);
      case ORDER -> order(context, flow, document);
    }
  }

  /** So that whoever audits the log later finds the key that vouched. */
  private void remember(JWK key) {
    String issuer = provider.provider().issuer().toString();
    if (!backstage.ledger().trust().signatories().knows(issuer, key)) {
      backstage
          .ledger()
          .change(
              (trust, _) ->
                  Outcome.passed(
                      trust.signatories().knows(issuer, key)
                          ? List.of()
                          : List.of(new ProviderKeySeen(issuer, key))),
              Optional.empty());
    }
  }

  private void comeIn(RoutingContext context, Flow flow, OperatorDocument document) {
    if (backstage.settings().operators().contains(flow.operator())
        && backstage.ledger().trust().signatories().haveSigned(document)) {
      Seat.take(context, flow.operator());
      context.redirect(flow.then());
    } else {
      refuse(
          context,
          "The account that you showed is not that of `"
              + flow.operator()
              + "`. The first time, come in by the link that the gateway printed, and connect it.");
    }
  }

  private void connected(
      RoutingContext context, Flow flow, SignedJWT token, OperatorDocument document) {
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      var account =
          new Credential.Account(
              String.valueOf(claims.getIssuer()),
              provider.provider().client(),
              String.valueOf(claims.getSubject()));
      boolean vouched =
          backstage
              .ledger()
              .trust()
              .signatories()
              .with(flow.operator(), account)
              .haveSigned(document);
      Optional<String> refused =
          vouched && Seat.of(context).operator().equals(Optional.of(flow.operator()))
              ? signIns.enroll(flow.operator(), account).map(Problem::detail)
              : Optional.of("what came back vouches for something else");
      if (refused.isPresent()) {
        refuse(context, refused.get());
      } else {
        context.redirect(flow.then());
      }
    } catch (ParseException e) {
      refuse(context, "What came back is no ID token.");
    }
  }

  private void order(RoutingContext context, Flow flow, OperatorDocument document) {
    switch (backstage.desk().take(document)) {
      case Outcome.Passed<Done> _ -> context.redirect(flow.then());
      case Outcome.Refused<Done>(Problem problem) -> refuse(context, problem.detail());
    }
  }

  private void refuse(RoutingContext context, String detail) {
    html.show(context, 403, "failure", Map.of("status", 403, "detail", detail));
  }
}
