package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Contract.Amendment;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Ladder;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Query;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PromotionInput;
import dev.entente.exchange.Offers.Offer;
import dev.entente.json.Json;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a partner may look at: nothing here is priced or recorded. The agreement has to be there.
 * Thread-safe.
 */
public final class Views {
  private final Ledger ledger;
  private final Policy policy;
  private final Offers offers;
  private final InstantSource clock;

  public Views(Ledger ledger, Policy policy, Offers offers, InstantSource clock) {
    this.ledger = ledger;
    this.policy = policy;
    this.offers = offers;
    this.clock = clock;
  }

  static Problem datasetUnknown() {
    return Problem.of(
        ProblemCode.DATASET_UNKNOWN, "the agreement has no such dataset; list those it has");
  }

  static Problem exchangeUnknown() {
    return Problem.of(
        ProblemCode.EXCHANGE_UNKNOWN, "the agreement has no such exchange; its terms name those");
  }

  static Problem entryUnknown() {
    return Problem.of(
        ProblemCode.ENTRY_UNKNOWN, "the agreement has no such entry; list those it has");
  }

  static Problem exportUnknown() {
    return Problem.of(
        ProblemCode.ENTRY_UNKNOWN, "the agreement has no such export of this dataset; begin one");
  }

  Outcome<Answer> agreement(AgreementId agreement) {
    return Outcome.passed(agreement(standing(agreement)));
  }

  static Answer agreement(Standing standing) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", standing.terms().agreement().value());
    document.put("partner", standing.terms().partner());
    document.put("state", standing.state().toString());
    document.put("terms", standing.terms().document());
    document.put("terms-hash", standing.termsHash().toString());
    document.put("stage", standing.stage().value());
    document.put("ladder", standing.terms().ladder().rungs().stream().map(Views::rung).toList());
    standing.contract().amendment().ifPresent(it -> document.put("amendment", amendment(it)));
    return Answer.json(document);
  }

  /** What waits for the partner's signature, by the same call as the terms. */
  private static Map<String, Object> amendment(Amendment amendment) {
    var about = new LinkedHashMap<String, Object>();
    about.put("terms", amendment.terms().document());
    about.put("terms-hash", amendment.hash().toString());
    return about;
  }

  private static Map<String, Object> rung(Ladder.Rung rung) {
    var about = new LinkedHashMap<String, Object>();
    about.put("stage", rung.stage().value());
    about.put("window", rung.window().decimal());
    return about;
  }

  /** Give and take as both sides see it, and what the next stage asks for. */
  public Outcome<Answer> joint(AgreementId agreement) {
    Map<String, Object> figures = StandingView.figures(standing(agreement).at(clock.instant()));
    return Outcome.passed(Answer.json(withNext(figures, agreement)));
  }

  /** Figures of the ledger, and with them what waits and what the next stage asks for now. */
  Map<String, Object> withNext(Map<String, ?> figures, AgreementId agreement) {
    Standing standing = standing(agreement);
    Instant now = clock.instant();
    var gates = PromotionInput.of(standing, now).map(policy::gates);
    var view = new LinkedHashMap<String, Object>(figures);
    view.put("unacknowledged", StandingView.unacknowledged(standing.outstanding(), now));
    view.put("next", gates.flatMap(it -> StandingView.next(standing, it)).orElse(null));
    return view;
  }

  Outcome<Answer> datasets(AgreementId agreement) {
    Standing standing = standing(agreement);
    List<Object> list = new ArrayList<>();
    for (DatasetId id : standing.terms().datasets().keySet()) {
      offers
          .find(standing.terms(), id)
          .ifPresent(
              offer -> {
                var about = new LinkedHashMap<String, Object>();
                about.put("dataset", id.value());
                about.put("title", offer.dataset().title());
                list.add(about);
              });
    }
    return Outcome.passed(Answer.json(Map.of("datasets", list)));
  }

  /** Its visible fields: how each is released, why not more, and what would unlock it. */
  public Outcome<Answer> dataset(AgreementId agreement, DatasetId id) {
    Standing standing = standing(agreement);
    return offers
        .find(standing.terms(), id)
        .map(offer -> dataset(standing, offer))
        .orElseGet(() -> Outcome.refused(datasetUnknown()));
  }

  private Outcome<Answer> dataset(Standing standing, Offer offer) {
    var epoch = new Epoch(standing.epoch(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    var decisions = new LinkedHashMap<Purpose, Decision>();
    for (Purpose purpose : standing.terms().purposes()) {
      Query everything = Query.read(Json.write(Map.of("purpose", purpose.value())));
      PolicyInput input = PolicyFacts.of(everything, standing, epoch, offer);
      decisions.put(purpose, Guard.hold(policy.decide(input), input));
    }
    return Outcome.passed(described(offer.dataset(), new Glance(decisions)));
  }

  private static Answer described(Dataset dataset, Glance glance) {
    var fields = new LinkedHashMap<String, Object>();
    for (Field field : dataset.fields()) {
      var about = glance.about(field);
      if (!about.isEmpty()) {
        fields.put(field.name().value(), described(field, about));
      }
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("dataset", dataset.id().value());
    document.put("title", dataset.title());
    document.put(
        "key", dataset.key().stream().map(FieldName::value).filter(fields::containsKey).toList());
    document.put("fields", fields);
    return Answer.json(document);
  }

  private static Map<String, Object> described(Field field, Map<String, Object> about) {
    var described = new LinkedHashMap<String, Object>();
    described.put("type", field.type().toString());
    described.put("category", field.category().value());
    described.put("value", field.value());
    described.putAll(about);
    return described;
  }

  Outcome<Answer> entries(AgreementId agreement, long from, int limit) {
    List<Stored> found = ledger.entries(agreement, from, limit);
    List<Object> list = new ArrayList<>();
    for (Stored stored : found) {
      var about = new LinkedHashMap<String, Object>();
      about.put("index", stored.index());
      about.put("entry", Base64.getEncoder().encodeToString(stored.bytes()));
      list.add(about);
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("entries", list);
    document.put("next", next(agreement, found, limit).orElse(null));
    return Outcome.passed(Answer.json(document));
  }

  /** Asked for on its own, since the ledger gives no more at a time than a caller may ask for. */
  private Optional<Long> next(AgreementId agreement, List<Stored> found, int limit) {
    return found.size() < limit
        ? Optional.empty()
        : ledger.entries(agreement, found.getLast().index() + 1, 1).stream()
            .map(Stored::index)
            .findFirst();
  }

  Outcome<Answer> proof(AgreementId agreement, long index) {
    return ledger
        .proof(agreement, index)
        .map(proof -> Outcome.passed(Answer.text(proof)))
        .orElseGet(() -> Outcome.refused(entryUnknown()));
  }

  private Standing standing(AgreementId agreement) {
    return ledger.trust().standing(agreement).orElseThrow();
  }
}
