package dev.entente.server;

import dev.entente.exchange.Exchange;
import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Problem;
import dev.entente.server.http.Answers;
import dev.entente.server.overview.RefusedSignatures;
import dev.entente.signature.SignedRequest;

/** Partners' listener: the exchange. */
record ExchangeAnswers(Exchange exchange, RefusedSignatures refused) implements Answers {
  private static final int UNAUTHORIZED = 401;

  @Override
  public SignedAnswer to(SignedRequest request) {
    SignedAnswer answer = exchange.answer(request);
    if (answer.status() == UNAUTHORIZED) {
      refused.note(request.head().path(), answer.body());
    }
    return answer;
  }

  @Override
  public SignedAnswer refuse(Problem problem) {
    return exchange.refuse(problem);
  }
}
