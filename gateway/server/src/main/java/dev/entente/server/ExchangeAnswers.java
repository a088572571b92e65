package dev.entente.server;

import dev.entente.exchange.Exchange;
import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Problem;
import dev.entente.server.http.Answers;
import dev.entente.signature.SignedRequest;

/** Partners' listener: the exchange. */
record ExchangeAnswers(Exchange exchange) implements Answers {
  @Override
  public SignedAnswer to(SignedRequest request) {
    return exchange.answer(request);
  }

  @Override
  public SignedAnswer refuse(Problem problem) {
    return exchange.refuse(problem);
  }
}
