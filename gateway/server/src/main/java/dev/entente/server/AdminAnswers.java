package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.PublicResources;
import dev.entente.exchange.SignedAnswer;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.server.http.Answers;
import dev.entente.server.operators.OrderDesk;
import dev.entente.server.trade.Round;
import dev.entente.server.trade.Trading;
import dev.entente.signature.Body;
import dev.entente.signature.SignedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators' listener: how the gateway does, and what they order. */
record AdminAnswers(Exchange exchange, PublicResources resources, OrderDesk desk, Trading trading)
    implements Answers {
  /** Where a round with a peer is asked for: a POST, with the peer's name behind it or to all. */
  static final String ROUNDS = "/v1/rounds";

  /** Where orders are handed in: a compact JWS in the body of a POST. */
  static final String ORDERS = "/v1/orders";

  @Override
  public SignedAnswer to(SignedRequest request) {
    String path = request.head().path();
    if (path.equals(ORDERS)) {
      return order(request);
    }
    if (path.equals(ROUNDS) || path.startsWith(ROUNDS + "/")) {
      return round(request, path.substring(ROUNDS.length()));
    }
    var found = resources.find(request.head(), request.body());
    if (found.isEmpty()) {
      return refuse(Problem.of(ProblemCode.NOT_FOUND, "there is no such call here"));
    }
    return switch (found.get()) {
      case Passed<Answer>(Answer answer) ->
          exchange.open(request.head().method().equals("HEAD") ? answer.withoutBody() : answer);
      case Refused<Answer>(Problem problem) -> refuse(problem);
    };
  }

  private SignedAnswer round(SignedRequest request, String rest) {
    if (!request.head().method().equals("POST")) {
      return refuse(
          Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "a round is asked for with POST")
              .with("allow", List.of("POST")));
    }
    Optional<String> peer = rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1));
    List<Round> rounds = trading.round(peer);
    return rounds.isEmpty()
        ? refuse(
            Problem.of(
                ProblemCode.NOT_FOUND,
                "there is no such peer to trade with; peers/*.yaml name them, each with its"
                    + " `agreement`"))
        : exchange.open(
            Answer.json(Map.of("rounds", rounds.stream().map(Round::document).toList())));
  }

  private SignedAnswer order(SignedRequest request) {
    if (!request.head().method().equals("POST")) {
      return refuse(
          Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "orders are handed in with POST")
              .with("allow", List.of("POST")));
    }
    return switch (request.body().read(OperatorDocument.LONGEST)) {
      case Body.Whole(byte[] document) -> exchange.open(desk.take(document));
      case Body.TooLarge() ->
          refuse(
              Problem.of(
                  ProblemCode.TOO_LARGE,
                  "an order has at most " + OperatorDocument.LONGEST + " characters"));
      case Body.TooSlow() ->
          refuse(Problem.of(ProblemCode.QUERY_MALFORMED, "the order did not arrive whole in time"));
    };
  }

  @Override
  public SignedAnswer refuse(Problem problem) {
    return exchange.refuse(problem);
  }
}
