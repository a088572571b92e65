package dev.entente.server.replay;

import dev.entente.governance.Replay.Question;
import dev.entente.ledger.Trust;
import java.util.List;

/**
 * The requests since some time, as questions to a policy: equal ones once.
 *
 * @param trust as the ledger comes to it today
 * @param logged of how many requests the decision log has exactly what the policy was told
 * @param rebuilt of how many, released and not logged, that was rebuilt from the ledger
 * @param masked how many the log has with parts of the question masked, and the ledger not at all
 * @param unread how many events of the log are not understood, or were written under terms that the
 *     ledger does not have
 * @param torn how many files of the log end where a crash cut them off
 * @param gone how many releases are of datasets that the terms then in force do not offer
 */
public record History(
    Trust trust,
    List<Question> questions,
    long logged,
    long rebuilt,
    long masked,
    long unread,
    long torn,
    long gone) {
  public History {
    questions = List.copyOf(questions);
  }
}
