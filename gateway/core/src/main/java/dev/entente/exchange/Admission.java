package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.catalog.DatasetId;
import dev.entente.disclosure.Rendering;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Ledger;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.reciprocity.Reservation;
import dev.entente.signature.VerifiedHead;
import dev.entente.signature.VerifiedRequest;
import java.util.List;
import java.util.Optional;

/** Who may call what: party, agreement, route, in this order. */
final class Admission {
  private static final String AGREEMENTS = "/v1/agreements/";

  private final Ledger ledger;
  private final Offers offers;
  private final Acceptable acceptable;
  private final Rates rates;

  Admission(Ledger ledger, Offers offers, Acceptable acceptable, Rates rates) {
    this.ledger = ledger;
    this.offers = offers;
    this.acceptable = acceptable;
    this.rates = rates;
  }

  static Admission of(Parts parts) {
    return new Admission(
        parts.ledger(), parts.offers(), new Acceptable(parts.renderings()), parts.rates());
  }

  /**
   * A request of a party to an agreement that stands, and what it calls. Only admission makes it.
   */
  static final class Admitted {
    private final VerifiedRequest request;
    private final AgreementId agreement;
    private final Call call;
    private final Optional<Rendering> rendering;

    private Admitted(
        VerifiedRequest request, AgreementId agreement, Call call, Optional<Rendering> rendering) {
      this.request = request;
      this.agreement = agreement;
      this.call = call;
      this.rendering = rendering;
    }

    VerifiedRequest request() {
      return request;
    }

    AgreementId agreement() {
      return agreement;
    }

    Call call() {
      return call;
    }

    /** How records are to be answered; empty for JSON. */
    Optional<Rendering> rendering() {
      return rendering;
    }
  }

  Outcome<Admitted> admit(VerifiedRequest request) {
    List<String> segments = segments(request.head().head().path());
    return segments.isEmpty()
        ? Outcome.refused(ProblemCode.NOT_FOUND, "there is no such call")
        : party(request, segments.getFirst())
            .then(standing -> agreement(request, standing, segments.subList(1, segments.size())));
  }

  /**
   * Whether a party asks more often than its agreement may, before anything of the request but its
   * head is looked at. Only a request that is well signed by one of the agreement's own keys
   * counts, so nobody can use up what is another's.
   */
  Optional<Problem> tooMany(VerifiedHead head) {
    return segments(head.head().path()).stream()
        .findFirst()
        .flatMap(name -> partyTo(name, head))
        .flatMap(standing -> rates.spend(standing.terms().agreement()))
        .map(Failure::tooMany);
  }

  /** Whether a path is one that contributions are sent to, of whatever agreement and exchange. */
  static boolean isContribution(String path) {
    List<String> segments = segments(path);
    return !segments.isEmpty() && Call.isContribution(segments.subList(1, segments.size()));
  }

  /** The agreement's name and what follows it; none if the path is no agreement's. */
  private static List<String> segments(String path) {
    return path.startsWith(AGREEMENTS)
        ? List.of(path.substring(AGREEMENTS.length()).split("/", -1))
        : List.of();
  }

  /** An agreement of others, and one that is not there, are answered byte for byte the same. */
  private Outcome<Standing> party(VerifiedRequest request, String name) {
    return partyTo(name, request.head())
        .map(Outcome::passed)
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemCode.NOT_A_PARTY, "your key is not registered with such an agreement"));
  }

  private Optional<Standing> partyTo(String name, VerifiedHead head) {
    return find(name).filter(standing -> standing.keys().containsKey(head.key()));
  }

  private Optional<Standing> find(String name) {
    try {
      return ledger.trust().standing(new AgreementId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Outcome<Admitted> agreement(
      VerifiedRequest request, Standing standing, List<String> rest) {
    var head = request.head().head();
    return called(standing, Call.of(head.method(), rest, head.query()))
        .then(
            called ->
                acceptable
                    .choose(head.headers(), called)
                    .map(
                        form -> new Admitted(request, standing.terms().agreement(), called, form)));
  }

  /** The call, if the agreement's state lets it be answered and all is there that it names. */
  Outcome<Call> called(Standing standing, Outcome<Call> call) {
    Optional<Problem> stopped = stopped(standing, call);
    return stopped.isPresent()
        ? Outcome.refused(stopped.get())
        : call.then(called -> found(called, standing));
  }

  /** What a call names must be there before anything else about it is judged. */
  private Outcome<Call> found(Call call, Standing standing) {
    Optional<Problem> unknown =
        switch (call) {
          case Call.ShowDataset(var id) -> dataset(standing, id);
          case Call.Ask(var id, var export) ->
              dataset(standing, id)
                  .or(
                      () ->
                          export.stream()
                              .boxed()
                              .findFirst()
                              .flatMap(it -> export(standing, id, it)));
          case Call.Sum(var id) -> dataset(standing, id);
          case Call.Export(var id) -> dataset(standing, id);
          case Call.EndExport(var id, long export) ->
              dataset(standing, id).or(() -> export(standing, id, export));
          case Call.Contribute(var id) ->
              standing.terms().exchanges().containsKey(id)
                  ? Optional.empty()
                  : Optional.of(Views.exchangeUnknown());
          case Call.Prove(long index) -> entry(standing, index);
          case Call.ShowReceipt(long index) -> entry(standing, index);
          case Call.ShowAgreement(),
              Call.Accept(),
              Call.ShowStanding(),
              Call.OpenView(),
              Call.ListDatasets(),
              Call.ListEntries _,
              Call.Acknowledge() ->
              Optional.empty();
        };
    return unknown.<Outcome<Call>>map(Outcome::refused).orElseGet(() -> Outcome.passed(call));
  }

  private Optional<Problem> dataset(Standing standing, DatasetId id) {
    return offers.find(standing.terms(), id).isPresent()
        ? Optional.empty()
        : Optional.of(Views.datasetUnknown());
  }

  private Optional<Problem> entry(Standing standing, long index) {
    return ledger.entries(standing.terms().agreement(), index, 1).stream()
            .anyMatch(stored -> stored.index() == index)
        ? Optional.empty()
        : Optional.of(Views.entryUnknown());
  }

  /** Over or not. Another gateway on the same ledger may have begun it: any step catches up. */
  private Optional<Problem> export(Standing standing, DatasetId dataset, long index) {
    AgreementId agreement = standing.terms().agreement();
    Optional<Reservation> open = standing.reservations().find(index);
    if (open.map(Reservation::dataset).filter(dataset::equals).isPresent()
        || isExport(agreement, dataset, index)) {
      return Optional.empty();
    }
    ledger.change((_, _) -> Outcome.passed(List.of()), Optional.empty());
    return isExport(agreement, dataset, index)
        ? Optional.empty()
        : Optional.of(Views.exportUnknown());
  }

  private boolean isExport(AgreementId agreement, DatasetId dataset, long index) {
    return ledger.entries(agreement, index, 1).stream()
        .filter(stored -> stored.index() == index)
        .map(stored -> EntryJson.read(stored.bytes()).event())
        .anyMatch(it -> it instanceof Reserved reserved && reserved.dataset().equals(dataset));
  }

  /** What the state of the agreement says against a call. */
  private static Optional<Problem> stopped(Standing standing, Outcome<Call> call) {
    if (call instanceof Outcome.Passed<Call>(Call called) && called.isAnswered(standing.state())) {
      return Optional.empty();
    }
    return switch (standing.state()) {
      case ACTIVE -> Optional.empty();
      case PROPOSED -> Optional.of(notAccepted(standing));
      case SUSPENDED ->
          Optional.of(
              stopped(
                  ProblemCode.AGREEMENT_SUSPENDED,
                  standing,
                  "two people of ours can take it up again: ask "
                      + String.join(" or ", standing.terms().contacts().ours())));
      case CLOSED ->
          Optional.of(
              stopped(
                  ProblemCode.AGREEMENT_CLOSED,
                  standing,
                  "it has ended; to go on, agree on a new one"));
    };
  }

  private static Problem stopped(ProblemCode code, Standing standing, String cure) {
    return Problem.of(code, standing.state() + " since " + standing.since() + "; " + cure)
        .with("since", standing.since().toString())
        .unlock(List.of(cure));
  }

  private static Problem notAccepted(Standing standing) {
    String agreement = standing.terms().agreement().value();
    return Problem.of(
            ProblemCode.AGREEMENT_NOT_ACCEPTED,
            "proposed since "
                + standing.since()
                + ": read the terms at "
                + AGREEMENTS
                + agreement
                + " and sign their hash")
        .with("since", standing.since().toString())
        .unlock(List.of("POST {\"terms-hash\"} to " + AGREEMENTS + agreement + "/acceptance"));
  }
}
