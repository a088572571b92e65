package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Body;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.witness.Verdict;
import dev.entente.trustledger.witness.Witness;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where other logs hand in their checkpoints: C2SP tlog-witness, {@code add-checkpoint}. The log's
 * own signature is all that it asks for. Thread-safe.
 *
 * @param suspicion run when a log hands in what does not follow from what it handed in before
 */
record WitnessDesk(Witness witness, Runnable suspicion) {
  private static final String SIZE = "text/x.tlog.size";
  private static final String INTRODUCE =
      "ask the operators here to put your log's key into their `peers/`";

  String verifierKey() {
    return witness.key().publicKey().toString();
  }

  Outcome<Answer> take(Body body) {
    return switch (body.read(Witness.MOST_BYTES)) {
      case Body.Whole(byte[] submission) -> judged(submission);
      case Body.TooLarge() ->
          Outcome.refused(
              ProblemCode.TOO_LARGE, "a submission has at most " + Witness.MOST_BYTES + " bytes");
      case Body.TooSlow() ->
          Outcome.refused(
              ProblemCode.CHECKPOINT_MALFORMED, "the submission did not arrive whole in time");
    };
  }

  private Outcome<Answer> judged(byte[] submission) {
    try {
      return answer(witness.add(submission));
    } catch (StoreException e) {
      throw Unavailable.ledger("a checkpoint was not cosigned: " + e.getMessage(), e);
    }
  }

  private Outcome<Answer> answer(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Cosigned(String lines) -> Outcome.passed(Answer.text(lines));
      case Verdict.Conflict(long size) ->
          Outcome.passed(Answer.of(409, SIZE, (size + "\n").getBytes(StandardCharsets.US_ASCII)));
      case Verdict.Malformed(String why) ->
          Outcome.refused(ProblemCode.CHECKPOINT_MALFORMED, why + " (c2sp.org/tlog-witness)");
      case Verdict.UnknownLog(String why) ->
          refused(ProblemCode.LOG_UNKNOWN, why + "; " + INTRODUCE);
      case Verdict.Unsigned(String why) ->
          refused(ProblemCode.LOG_KEY_UNKNOWN, why + "; " + INTRODUCE);
      case Verdict.Unproven(String why) -> {
        suspicion.run();
        yield Outcome.refused(ProblemCode.CHECKPOINT_INCONSISTENT, why);
      }
    };
  }

  private static Outcome<Answer> refused(ProblemCode code, String detail) {
    return Outcome.refused(Problem.of(code, detail).unlock(List.of(INTRODUCE)));
  }
}
