package dev.entente.exchange;

import dev.entente.catalog.ExchangeId;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Conflicting;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.ledger.Receiving.Superseded;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The way of a contribution, once it is admitted. */
final class Contributions {
  private static final int MOST_READINGS = 10;

  /** What the largest contribution takes of memory while it is in hand: body, records, answer. */
  private static final long BYTES = 256L << 20;

  /** Four where the heap has room for them, fewer where it has not. */
  private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().maxMemory() / BYTES, 1, 4);

  private final Reception reception;
  private final Ledger ledger;
  private final ContributionAnswers answers;
  private final Semaphore hands = new Semaphore(AT_ONCE);

  Contributions(Parts parts, Views views) {
    this.reception = new Reception(parts);
    this.ledger = parts.ledger();
    this.answers = new ContributionAnswers(ledger, parts.receipts(), views);
  }

  /** Contributions are large, so there is a bound on how many are in hand at once. */
  Outcome<Answer> inHand(Supplier<Outcome<Answer>> contribution) {
    hands.acquireUninterruptibly();
    try {
      return contribution.get();
    } finally {
      hands.release();
    }
  }

  Outcome<Answer> receive(Admitted admitted, ExchangeId exchange) {
    return reception.open(admitted, exchange).then(sent -> receive(sent, MOST_READINGS));
  }

  Outcome<Answer> take(Pulled pulled) {
    return reception.open(pulled).then(sent -> receive(sent, MOST_READINGS));
  }

  /** What is superseded while it is on its way is read again. */
  private Outcome<Answer> receive(Sent sent, int readings) {
    if (readings == 0) {
      throw Failure.neverStill();
    }
    answers.mustBeAble(sent.agreement());
    return reception
        .take(sent)
        .then(
            taken ->
                switch (ledger.receive(taken.contribution())) {
                  case Judged judged -> Outcome.passed(answers.of(taken, judged));
                  case Answered(byte[] body) -> {
                    taken.drop();
                    yield Outcome.passed(Answer.ok(Answer.JSON, body));
                  }
                  case Conflicting() -> {
                    taken.drop();
                    yield Outcome.refused(
                        ProblemCode.IDEMPOTENCY_CONFLICT,
                        "something else was sent under this Idempotency-Key; take a new one");
                  }
                  case Superseded() -> {
                    taken.drop();
                    yield receive(sent, readings - 1);
                  }
                });
  }
}
