package dev.entente.exchange;

import dev.entente.disclosure.Pseudonyms;
import dev.entente.disclosure.Records;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.exchange.Planner.Planned;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Conflicting;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.Salt;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.VerifiedHead;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole way of one call, from signed request to signed answer. Each step takes what only the
 * step before it makes, so nothing is released that was not verified, decided, priced and recorded.
 * Blocks, so it is called on a virtual thread; thread-safe.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private static final int MOST_DECISIONS = 10;

  /** What the largest contribution takes of memory while it is in hand: body, records, answer. */
  private static final long CONTRIBUTION_BYTES = 256L << 20;

  /** Four where the heap has room for them, fewer where it has not. */
  private static final int CONTRIBUTIONS_AT_ONCE =
      Math.clamp(Runtime.getRuntime().maxMemory() / CONTRIBUTION_BYTES, 1, 4);

  private final RequestVerifier verifier;
  private final Admission admission;
  private final Planner planner;
  private final Ledger ledger;
  private final QueryAnswers answers;
  private final Reception reception;
  private final ContributionAnswers contributions;
  private final Semaphore hands = new Semaphore(CONTRIBUTIONS_AT_ONCE);
  private final Views views;
  private final Acceptance acceptance;
  private final PublicResources resources;
  private final AnswerSigner signer;
  private final CellHash cells;
  private final byte[] pseudonyms;

  public Exchange(Parts parts) {
    this.verifier = parts.verifier();
    this.ledger = parts.ledger();
    this.admission = new Admission(ledger, parts.offers());
    this.planner =
        new Planner(ledger, parts.policy(), parts.offers(), parts.cursors(), parts.clock());
    this.answers = new QueryAnswers(parts.receipts());
    this.views = new Views(ledger, parts.policy(), parts.offers(), parts.clock());
    this.reception = new Reception(parts);
    this.contributions = new ContributionAnswers(ledger, parts.receipts(), views);
    this.acceptance = new Acceptance(ledger);
    this.resources = parts.resources();
    this.signer = parts.signer();
    this.cells = parts.cells();
    this.pseudonyms = parts.pseudonyms();
  }

  /**
   * Answers a request. Whatever goes wrong is a signed problem, and then nothing left. One without
   * our signature is answered only where anyone may read.
   */
  public SignedAnswer answer(SignedRequest request) {
    RequestHead head = request.head();
    try {
      return switch (verifier.verify(request)) {
        case Passed<VerifiedHead>(VerifiedHead verified) ->
            addressed(shown(answer(verified), head), verified);
        case Refused<VerifiedHead>(Problem problem) -> open(shown(unverified(head, problem), head));
      };
    } catch (Unavailable e) {
      return open(shown(Answer.problem(unavailable(e)), head));
    } catch (RuntimeException e) {
      LOG.error("a request failed before it was verified", e);
      return open(shown(Answer.problem(internal()), head));
    }
  }

  /** A 401 says that the caller is not taken for verified, so it is addressed to nobody. */
  private SignedAnswer addressed(Answer answer, VerifiedHead head) {
    return answer.status() == ProblemCode.DIGEST_MISMATCH.status()
        ? open(answer)
        : SignedAnswer.of(answer, signer, head);
  }

  private Answer unverified(RequestHead head, Problem problem) {
    return problem.code() == ProblemCode.SIGNATURE_MISSING
        ? resources.find(head).map(Exchange::answer).orElseGet(() -> Answer.problem(problem))
        : Answer.problem(problem);
  }

  private static Answer answer(Outcome<Answer> outcome) {
    return switch (outcome) {
      case Passed<Answer>(Answer answer) -> answer;
      case Refused<Answer>(Problem problem) -> Answer.problem(problem);
    };
  }

  private static Answer shown(Answer answer, RequestHead head) {
    return head.method().equals("HEAD") ? answer.withoutBody() : answer;
  }

  /** Answers a caller who could not be heard at all. */
  public SignedAnswer refuse(Problem problem) {
    return SignedAnswer.of(Answer.problem(problem), signer);
  }

  /** Answers with something that anyone may see. */
  public SignedAnswer open(Answer answer) {
    return SignedAnswer.of(answer, signer);
  }

  private Answer answer(VerifiedHead head) {
    try {
      return switch (attempt(head)) {
        case Passed<Answer>(Answer answer) -> answer;
        case Refused<Answer>(Problem problem) -> settled(head, Answer.problem(problem));
      };
    } catch (Unavailable e) {
      return Answer.problem(unavailable(e));
    }
  }

  private Outcome<Answer> attempt(VerifiedHead head) {
    try {
      return carryOut(head);
    } catch (Unavailable e) {
      return Outcome.refused(unavailable(e));
    } catch (RuntimeException e) {
      LOG.error("{} failed", head, e);
      return Outcome.refused(internal());
    }
  }

  private Outcome<Answer> carryOut(VerifiedHead head) {
    BodyLimits limits = BodyLimits.of(head.head());
    return switch (limits) {
      case CONTRIBUTION -> inHand(() -> carryOut(head, limits));
      case OTHER -> carryOut(head, limits);
    };
  }

  /** Contributions are large, so there is a bound on how many are in hand at once. */
  private Outcome<Answer> inHand(Supplier<Outcome<Answer>> contribution) {
    hands.acquireUninterruptibly();
    try {
      return contribution.get();
    } finally {
      hands.release();
    }
  }

  private Outcome<Answer> carryOut(VerifiedHead head, BodyLimits limits) {
    return head.receive(limits.most(), limits.mediaTypes())
        .then(
            request ->
                resources
                    .find(head.head())
                    .map(open -> open.map(answer -> settled(head, answer)))
                    .orElseGet(() -> admission.admit(request).then(this::carryOut)));
  }

  private Outcome<Answer> carryOut(Admitted admitted) {
    var agreement = admitted.agreement();
    return switch (admitted.call()) {
      case Call.Ask(var dataset) ->
          Asked.read(admitted, dataset).then(asked -> release(asked, MOST_DECISIONS));
      case Call.Contribute(var exchange) ->
          reception.open(admitted, exchange).then(sent -> receive(sent, MOST_DECISIONS));
      case Call.Accept() -> acceptance.accept(admitted);
      case Call.ShowAgreement() -> settled(admitted, views.agreement(agreement));
      case Call.ShowStanding() -> settled(admitted, views.joint(agreement));
      case Call.ListDatasets() -> settled(admitted, views.datasets(agreement));
      case Call.ShowDataset(var dataset) -> settled(admitted, views.dataset(agreement, dataset));
      case Call.ListEntries(long from, int limit) ->
          settled(admitted, views.entries(agreement, from, limit));
      case Call.Prove(long index) -> settled(admitted, views.proof(agreement, index));
    };
  }

  /** The way of a query. A decision that is superseded while it is on its way is made again. */
  private Outcome<Answer> release(Asked asked, int decisions) {
    if (decisions == 0) {
      throw neverStill();
    }
    return planner
        .plan(asked)
        .then(
            planned -> {
              Salt salt = Salt.fresh();
              Records records = records(planned, salt);
              Disclosure disclosure = disclosure(planned, records, salt);
              return switch (ledger.disclose(disclosure)) {
                case Recorded recorded ->
                    Outcome.passed(answers.of(planned, records, disclosure, recorded));
                case Exhausted exhausted ->
                    Outcome.refused(Exhaustion.of(exhausted, disclosure.fields()));
                case Superseded() -> release(asked, decisions - 1);
              };
            });
  }

  private Records records(Planned planned, Salt salt) {
    return Records.of(
        planned.plan(),
        planned.read(),
        Pseudonyms.of(pseudonyms, planned.asked().agreement()),
        cells,
        salt);
  }

  private static Disclosure disclosure(Planned planned, Records records, Salt salt) {
    Asked asked = planned.asked();
    return new Disclosure(
        asked.agreement(),
        asked.dataset(),
        planned.standing().stage(),
        planned.epoch(),
        planned.plan().policy(),
        planned.purpose(),
        asked.head().key(),
        asked.head().hash(),
        asked.head().nonce(),
        salt,
        planned.plan().priced(),
        records.cells());
  }

  /** The way of a contribution. What is superseded while it is on its way is read again. */
  private Outcome<Answer> receive(Sent sent, int readings) {
    if (readings == 0) {
      throw neverStill();
    }
    return reception
        .take(sent)
        .then(
            taken ->
                switch (ledger.receive(taken.contribution())) {
                  case Judged judged -> Outcome.passed(contributions.of(taken, judged));
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
                  case Receiving.Superseded() -> {
                    taken.drop();
                    yield receive(sent, readings - 1);
                  }
                });
  }

  private static Unavailable neverStill() {
    return Unavailable.ledger("trust changed faster than it could be decided", null);
  }

  private Outcome<Answer> settled(Admitted admitted, Outcome<Answer> outcome) {
    return outcome.map(answer -> settled(admitted.request().head(), answer));
  }

  /** A nonce that comes with no entry is made durable before its answer leaves. */
  private Answer settled(VerifiedHead head, Answer answer) {
    ledger.settle(head.nonce());
    return answer;
  }

  private static Problem internal() {
    return Problem.of(ProblemCode.INTERNAL, "nothing was released; try again");
  }

  private static Problem unavailable(Unavailable e) {
    LOG.warn("{}: {}", e.code().code(), e.getMessage());
    return Problem.of(
        e.code(), "nothing was released and nothing was charged; try again in a while");
  }
}
