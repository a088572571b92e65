package dev.entente.server.http;

import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Problem;
import dev.entente.signature.SignedRequest;

/** What stands behind a listener. Thread-safe. */
public interface Answers {
  /** The answer to a request. Blocks, so it is asked on a virtual thread. */
  SignedAnswer to(SignedRequest request);

  /** The answer to what is no request. */
  SignedAnswer refuse(Problem problem);
}
