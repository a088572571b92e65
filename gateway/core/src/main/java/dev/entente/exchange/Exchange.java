package dev.entente.exchange;

import dev.entente.aggregate.Summary;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.ledger.Recording.TooFine;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Body;
import dev.entente.signature.Replayed;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.Salt;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.VerifiedHead;
import java.util.Optional;

/**
 * The whole way of one call, from signed request to signed answer. Each step takes what only the
 * step before it makes, so nothing is released that was not verified, decided, priced and recorded.
 * Blocks, so it is called on a virtual thread; thread-safe.
 */
public final class Exchange {
  private static final int MOST_DECISIONS = 10;

  private final RequestVerifier verifier;
  private final Admission admission;
  private final Planner planner;
  private final Pages pages;
  private final Ledger ledger;
  private final QueryAnswers answers;
  private final AggregateAnswers aggregates;
  private final Exports exports;
  private final Contributions contributions;
  private final Views views;
  private final Acceptance acceptance;
  private final Acknowledgements acknowledgements;
  private final PublicResources resources;
  private final Invitations invitations;
  private final AnswerSigner signer;
  private final Secrets secrets;

  public Exchange(Parts parts) {
    this.verifier = parts.verifier();
    this.ledger = parts.ledger();
    this.admission = Admission.of(parts);
    this.planner = new Planner(parts);
    this.pages = new Pages(Secrets.of(parts));
    this.answers = new QueryAnswers(parts.receipts());
    this.aggregates = new AggregateAnswers(parts.receipts());
    this.exports = new Exports(ledger, planner, parts.receipts());
    this.views = new Views(ledger, parts.policy(), parts.offers(), parts.clock());
    this.contributions = new Contributions(parts, views);
    this.acceptance = new Acceptance(ledger);
    this.acknowledgements = new Acknowledgements(ledger, parts.receipts(), parts.clock());
    this.resources = parts.resources();
    this.invitations = parts.invitations();
    this.signer = parts.signer();
    this.secrets = Secrets.of(parts);
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
        case Refused<VerifiedHead>(Problem problem) ->
            open(shown(unverified(request, problem), head));
      };
    } catch (Unavailable e) {
      return open(shown(Answer.problem(Failure.of(e)), head));
    } catch (RuntimeException e) {
      return open(shown(Answer.problem(Failure.of("a request that is not verified", e)), head));
    }
  }

  /** A 401 says that the caller is not taken for verified, so it is addressed to nobody. */
  private SignedAnswer addressed(Answer answer, VerifiedHead head) {
    return answer.status() == ProblemCode.DIGEST_MISMATCH.status()
        ? open(answer)
        : SignedAnswer.of(answer, signer, head);
  }

  private Answer unverified(SignedRequest request, Problem problem) {
    return problem.code() == ProblemCode.SIGNATURE_MISSING
        ? resources
            .find(request.head(), request.body())
            .map(Exchange::answer)
            .orElseGet(() -> Answer.problem(problem))
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

  /**
   * Takes what we fetched from a partner's gateway as its contribution; the answer is what the
   * partner would have been told. Each release there is credited once.
   *
   * @throws Unavailable if it could not be recorded
   */
  public Outcome<Answer> take(Pulled pulled) {
    return contributions.inHand(() -> contributions.take(pulled));
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
      return Answer.problem(Failure.of(e));
    } catch (Replayed e) {
      return Answer.problem(RequestVerifier.replayed());
    }
  }

  private Outcome<Answer> attempt(VerifiedHead head) {
    try {
      return receive(head);
    } catch (Unavailable e) {
      return Outcome.refused(Failure.of(e));
    } catch (Replayed e) {
      throw e;
    } catch (RuntimeException e) {
      return Outcome.refused(Failure.of(head, e));
    }
  }

  private Outcome<Answer> receive(VerifiedHead head) {
    Optional<Problem> tooMany = admission.tooMany(head);
    if (tooMany.isPresent()) {
      return Outcome.refused(tooMany.get());
    }
    BodyLimits limits = BodyLimits.of(head.head());
    return switch (limits) {
      case CONTRIBUTION -> contributions.inHand(() -> receive(head, limits));
      case CHECKPOINT, OTHER -> receive(head, limits);
    };
  }

  private Outcome<Answer> receive(VerifiedHead head, BodyLimits limits) {
    return head.receive(limits.most(), limits.mediaTypes())
        .then(
            request ->
                resources
                    .find(head.head(), Body.of(request.body()))
                    .map(open -> open.map(answer -> settled(head, answer)))
                    .orElseGet(() -> admission.admit(request).then(this::carryOut)));
  }

  private Outcome<Answer> carryOut(Admitted admitted) {
    var agreement = admitted.agreement();
    return switch (admitted.call()) {
      case Call.Ask(var dataset, var export) ->
          Asked.read(admitted, dataset, export).then(asked -> release(asked, MOST_DECISIONS));
      case Call.Sum(var dataset) ->
          Asked.groups(admitted, dataset).then(asked -> sum(asked, MOST_DECISIONS));
      case Call.Export(var dataset) -> exports.begin(admitted, dataset);
      case Call.EndExport(_, long export) -> exports.end(admitted, export);
      case Call.Contribute(var exchange) -> contributions.receive(admitted, exchange);
      case Call.Accept() -> acceptance.accept(admitted);
      case Call.Acknowledge() -> acknowledgements.take(admitted);
      case Call.ShowAgreement() -> settled(admitted, views.agreement(agreement));
      case Call.ShowStanding() -> settled(admitted, views.joint(agreement));
      case Call.OpenView() -> settled(admitted, invited(admitted));
      case Call.ListDatasets() -> settled(admitted, views.datasets(agreement));
      case Call.ShowDataset(var dataset) -> settled(admitted, views.dataset(agreement, dataset));
      case Call.ListEntries(long from, int limit) ->
          settled(admitted, views.entries(agreement, from, limit));
      case Call.Prove(long index) -> settled(admitted, views.proof(agreement, index));
      case Call.ShowReceipt(long index) ->
          settled(admitted, acknowledgements.receipt(agreement, index));
    };
  }

  /** The way of a query. A decision that is superseded while it is on its way is made again. */
  private Outcome<Answer> release(Asked asked, int decisions) {
    if (decisions == 0) {
      throw Failure.neverStill();
    }
    return planner.plan(asked).then(planned -> planned.named(() -> release(planned, decisions)));
  }

  private Outcome<Answer> release(Planned planned, int decisions) {
    return planned
        .prospect()
        .whileAwaited(() -> Outcome.passed(pages.of(planned)))
        .then(page -> release(planned, page, decisions));
  }

  private Outcome<Answer> release(Planned planned, Rendered page, int decisions) {
    Disclosure disclosure = planned.disclosure(page);
    pages.ahead(planned, page);
    return switch (ledger.disclose(disclosure)) {
      case Recorded recorded -> Outcome.passed(answers.of(planned, page, disclosure, recorded));
      case Exhausted exhausted -> Outcome.refused(Exhaustion.of(exhausted, disclosure.fields()));
      case Superseded() -> release(planned.asked(), decisions - 1);
      case TooFine _ -> throw new IllegalStateException("records are not held against aggregates");
    };
  }

  /** The way of an aggregate: as a query's, but groups go on where the rows end. */
  private Outcome<Answer> sum(Asked asked, int decisions) {
    if (decisions == 0) {
      throw Failure.neverStill();
    }
    return planner.plan(asked).then(planned -> planned.named(() -> sum(planned, decisions)));
  }

  private Outcome<Answer> sum(Planned planned, int decisions) {
    Salt salt = Salt.fresh();
    return switch (planned.prospect().summary(secrets, salt)) {
      case Passed<Summary>(Summary summary) -> sum(planned, summary, salt, decisions);
      case Refused<Summary>(Problem problem) ->
          Outcome.refused(AggregateAnswers.refused(planned, problem));
    };
  }

  private Outcome<Answer> sum(Planned planned, Summary summary, Salt salt, int decisions) {
    Disclosure disclosure = planned.disclosure(summary, salt);
    return switch (ledger.disclose(disclosure)) {
      case Recorded recorded ->
          Outcome.passed(aggregates.of(planned, summary, disclosure, recorded));
      case TooFine refused -> Outcome.refused(AggregateAnswers.of(refused, summary));
      case Exhausted exhausted -> Outcome.refused(Exhaustion.of(exhausted, disclosure.fields()));
      case Superseded() -> sum(planned.asked(), decisions - 1);
    };
  }

  private Outcome<Answer> invited(Admitted admitted) {
    return Outcome.passed(
        Answer.json(
            invitations.invite(admitted.agreement(), admitted.request().head().key()).document()));
  }

  private Outcome<Answer> settled(Admitted admitted, Outcome<Answer> outcome) {
    return outcome.map(answer -> settled(admitted.request().head(), answer));
  }

  /** A nonce that comes with no entry is made durable before its answer leaves. */
  private Answer settled(VerifiedHead head, Answer answer) {
    ledger.settle(head.nonce());
    return answer;
  }
}
