package dev.entente.benchmarks.parts;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Contract;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.benchmarks.memory.MemoryRows;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Query;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.disclosure.Records;
import dev.entente.ledger.Disclosure;
import dev.entente.policies.Bundle;
import dev.entente.policies.CachedPolicy;
import dev.entente.policies.WasmPolicy;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.Body;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.Salt;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifiedHead;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * One query for 20 records of 10 fields, taken apart: what each step is given by the one before.
 */
final class Scene {
  static final byte[] BODY =
      "{\"filter\":\"id=ge=40\",\"limit\":20}".getBytes(StandardCharsets.US_ASCII);

  private static final String TERMS =
      """
      {"gateway": "bench", "agreement": "partner-1", "partner": "Company",
       "type": "strategic-alliance", "purposes": ["joint-planning"],
       "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
       "ladder": [{"stage": "early", "window": 1000000000},
         {"stage": "mid", "window": 2000000000, "gate": {"cleared": 1, "approvals": 1}}],
       "datasets": {"accounts": {"title": "Accounts", "key": ["id"], "fields": {
         "id": {"type": "integer", "category": "accounts", "value": 1, "stage": "early"},
         "company": {"type": "string", "category": "accounts", "value": 1, "stage": "early"},
         "sector": {"type": "string", "category": "targeting", "value": 1, "stage": "early"},
         "city": {"type": "string", "category": "targeting", "value": 2, "stage": "early"},
         "founded": {"type": "integer", "category": "targeting", "value": 1, "stage": "early"},
         "score": {"type": "number", "category": "targeting", "value": 2, "stage": "early"},
         "active": {"type": "boolean", "category": "targeting", "value": 1, "stage": "early"},
         "employees": {"type": "integer", "category": "targeting", "value": 5, "stage": "mid",
           "weaker": {"early": {"release": "band", "bounds": [100, 1000, 10000]}}},
         "since": {"type": "date", "category": "targeting", "value": 2, "stage": "mid",
           "weaker": {"early": {"release": "truncate", "to": "year"}}},
         "contact": {"type": "string", "category": "accounts", "value": 5, "stage": "mid",
           "weaker": {"early": {"release": "pseudonym"}}}}}},
       "exchanges": {}, "expect": {}, "rate": 1, "windows": {},
       "round": {"days": 30, "ratio": 0.8, "strategy": "tit-for-tat"}}
      """;

  final SigningKey key = SigningKey.generate();
  final InstantSource clock = InstantSource.system();
  final SignedRequest request;
  final RequestVerifier verifier;
  final VerifiedHead verified;
  final Standing standing;
  final Policy policy = new CachedPolicy(WasmPolicy.start(Bundle.standard()), 1_000);
  final PolicyInput input;
  final Query query;
  final DisclosurePlan plan;
  final Page page;
  final CellHash cells = new CellHash(7);
  final byte[] secret = new byte[32];
  final Salt salt = Salt.fresh();

  Scene() {
    this(BODY);
  }

  /**
   * The same for another query.
   *
   * @param body with {@code id=ge=N} as its only filter
   */
  Scene(byte[] body) {
    this.query = Query.read(body);
    var origin = Origin.parse("http://127.0.0.1:8080");
    var headers =
        Headers.of(
            "host",
            origin.authority(),
            "content-type",
            "application/json",
            "content-length",
            Integer.toString(body.length));
    var path = "/v1/agreements/partner-1/datasets/accounts/query";
    SentRequest sent =
        new RequestSigner(key, clock).sign(RequestHead.of("POST", origin, path, headers), body);
    this.request = new SignedRequest(sent.head(), Body.of(sent.body()));
    Instant signed = clock.instant();
    this.verifier = new RequestVerifier(_ -> key.publicKey(), _ -> true, () -> signed);
    this.verified = passed(verifier.verify(request));
    Terms terms = TermsReader.read(TERMS.getBytes(StandardCharsets.UTF_8));
    Dataset dataset = terms.datasets().values().iterator().next();
    this.standing = standing(terms);
    this.input =
        PolicyInput.of(
            standing,
            dataset,
            standing.stage(),
            Optional.of("joint-planning"),
            new LinkedHashSet<>(dataset.key()),
            LocalDate.EPOCH);
    this.plan = passed(DisclosurePlan.make(policy, input, query));
    this.page =
        new MemoryRows(dataset, 1_000)
            .read(
                new Selection(
                    plan.reads(), plan.filter(), plan.sort(), query.limit(), Optional.empty()));
  }

  private static Standing standing(Terms terms) {
    var contract = new Contract(terms, terms.hash(), new LinkedHashMap<>(), Optional.empty());
    return Standing.opened(contract, 1, Instant.EPOCH, Account.EMPTY).accepted(2, Instant.EPOCH);
  }

  Records records() {
    return records(page);
  }

  Records records(Page of) {
    return Records.of(plan, of, Pseudonyms.of(secret, agreement()), cells, salt);
  }

  AgreementId agreement() {
    return standing.terms().agreement();
  }

  Disclosure disclosure(Records records) {
    return new Disclosure(
        agreement(),
        plan.dataset().id(),
        standing.stage(),
        new Epoch(standing.epoch(), LocalDate.EPOCH),
        plan.policy(),
        plan.id(),
        Optional.empty(),
        verified.key(),
        verified.hash(),
        verified.nonce(),
        salt,
        plan.priced(),
        RecordTree.of(records.cells()),
        Optional.empty(),
        Optional.empty());
  }

  private static <T> T passed(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Passed<T>(T value)) {
      return value;
    }
    throw new IllegalStateException("the scene is refused: " + outcome);
  }
}
