package dev.entente.server.operators;

import dev.entente.exchange.Answer;
import dev.entente.governance.Done;
import dev.entente.governance.Governance;
import dev.entente.json.Malformed;
import dev.entente.ledger.Ledger;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an operator's order is handed in: over the admin listener, or by a command that holds the
 * state itself. Thread-safe.
 */
public record OrderDesk(Governance governance, Ledger ledger) {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  /** Carries out the document that these bytes are; whatever goes wrong is a problem. */
  public Answer take(byte[] body) {
    try {
      var document = OperatorDocument.parse(new String(body, StandardCharsets.US_ASCII));
      return switch (take(document).map(done -> OrderAnswer.of(done, ledger))) {
        case Outcome.Passed<Map<String, Object>>(var answer) -> Answer.json(answer);
        case Outcome.Refused<Map<String, Object>>(Problem problem) -> Answer.problem(problem);
      };
    } catch (Malformed e) {
      return Answer.problem(Problem.of(ProblemCode.SIGNATURE_INVALID, e.reason()).at(e.pointer()));
    }
  }

  /** Carries out a document; where that is not possible now, it is refused too. */
  public Outcome<Done> take(OperatorDocument document) {
    try {
      return governance.carryOut(document);
    } catch (Unavailable e) {
      LOG.warn("an order was not carried out: {}", e.getMessage());
      return Outcome.refused(Problem.of(e.code(), "nothing was changed; try again in a while"));
    }
  }
}
