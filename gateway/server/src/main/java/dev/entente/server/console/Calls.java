package dev.entente.server.console;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.ledger.Trust;
import dev.entente.server.overview.Statements;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How scripts, and the pages' own, are answered: in JSON. */
public final class Calls {
  private Calls() {}

  /** Whether a program asks, and no person. */
  static boolean isCall(RoutingContext context) {
    @Nullable String type = context.request().getHeader("content-type");
    boolean form =
        type != null
            && (type.startsWith("application/x-www-form-urlencoded")
                || type.startsWith("multipart/form-data"));
    return context.request().path().startsWith("/v1/")
        || !(form || context.request().method().name().equals("GET"));
  }

  /**
   * What was sent.
   *
   * @throws dev.entente.json.Malformed if it is not JSON
   */
  static Doc body(RoutingContext context) {
    return Doc.of(Json.read(context.body().buffer().getBytes()));
  }

  /** Where the agreement in the path stands; empty if there is none of that name. */
  static Optional<Standing> standing(RoutingContext context, Trust trust) {
    try {
      return trust.standing(new AgreementId(context.pathParam("agreement")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Gives a statement as a file that can be forwarded. */
  public static void give(RoutingContext context, Statements.Signed signed) {
    give(
        context,
        signed.stated().standing().terms().agreement() + "-" + signed.stated().week(),
        signed.compact());
  }

  /** Gives a compact JWS as a file of that name. */
  public static void give(RoutingContext context, String name, String compact) {
    context
        .response()
        .putHeader("content-type", "application/jose")
        .putHeader("content-disposition", "attachment; filename=\"" + name + ".jws\"")
        .putHeader("cache-control", "no-store")
        .end(compact + "\n");
  }

  /** The number of an entry, as it stands in a path or a query; empty if it is none. */
  public static Optional<Long> index(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(it -> it.matches("0|[1-9][0-9]{0,14}"))
        .map(Long::parseLong);
  }

  /** Answers with a document. */
  public static void answer(RoutingContext context, int status, Map<String, Object> values) {
    answer(context, status, "application/json", values);
  }

  /** Says why not, as a problem (RFC 9457). */
  public static void refuse(RoutingContext context, int status, String detail) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("status", status);
    problem.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    problem.put("detail", detail);
    answer(context, status, "application/problem+json", problem);
  }

  private static void answer(
      RoutingContext context, int status, String type, Map<String, Object> values) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", type)
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(values)));
  }
}
