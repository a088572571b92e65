package dev.entente.server.console;

import dev.entente.json.Malformed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How scripts come in, to look and to try: with a signed text to sign in as their bearer token (RFC
 * 6750), as {@code entente sign-in} prints it. It is good for its five minutes, as often as it is
 * shown. What scripts order is a signed document of its own.
 */
final class Bearer {
  private static final String SCHEME = "Bearer ";

  private final Backstage backstage;

  Bearer(Backstage backstage) {
    this.backstage = backstage;
  }

  /** Whether this is a script that asks. Such a request has no session. */
  static boolean has(RoutingContext context) {
    @Nullable String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return header != null
        && header.startsWith(SCHEME)
        && context.request().path().startsWith("/v1/");
  }

  /** Lets the script in as who signed its token. */
  void admit(RoutingContext context) {
    String token = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    signer(token.substring(SCHEME.length()))
        .ifPresentOrElse(
            operator -> {
              Seat.without(context, operator);
              context.next();
            },
            () -> {
              context.response().putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
              Calls.refuse(
                  context,
                  401,
                  "the token is nobody's, or older than its five minutes; `entente sign-in` prints"
                      + " another");
            });
  }

  private Optional<String> signer(String token) {
    try {
      OperatorDocument document = OperatorDocument.parse(token);
      boolean holds =
          document.command() instanceof Command.SignIn
              && document.gateway().equals(backstage.settings().gateway())
              && document.isFresh(backstage.clock().instant())
              && backstage.settings().operators().contains(document.operator())
              && backstage.ledger().trust().signatories().haveSigned(document);
      return holds ? Optional.of(document.operator()) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }
}
