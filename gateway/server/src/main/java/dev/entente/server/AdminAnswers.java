package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.PublicResources;
import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.server.http.Answers;
import dev.entente.signature.SignedRequest;

/** The operators' listener: how the gateway does. */
record AdminAnswers(Exchange exchange, PublicResources resources) implements Answers {
  @Override
  public SignedAnswer to(SignedRequest request) {
    var found = resources.find(request.head());
    if (found.isEmpty()) {
      return refuse(Problem.of(ProblemCode.NOT_FOUND, "there is no such call here"));
    }
    return switch (found.get()) {
      case Passed<Answer>(Answer answer) ->
          exchange.open(request.head().method().equals("HEAD") ? answer.withoutBody() : answer);
      case Refused<Answer>(Problem problem) -> refuse(problem);
    };
  }

  @Override
  public SignedAnswer refuse(Problem problem) {
    return exchange.refuse(problem);
  }
}
