package dev.entente.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Terms;
import dev.entente.catalog.FieldName;
import dev.entente.contribution.FakeInbox;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.FakePolicy;
import dev.entente.json.Json;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.FakeLedger;
import dev.entente.ledger.Receipts;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Body;
import dev.entente.signature.Headers;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.Sender;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.SigningKey;
import dev.entente.source.FakeSource;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A whole gateway without I/O: two agreements, {@code orchard} with our partner and {@code plums}
 * with another, over the same three accounts each.
 */
final class House {
  static final String ORCHARD = "/v1/agreements/orchard";
  static final String QUERY = ORCHARD + "/datasets/accounts/query";
  static final String CONTRIBUTIONS = ORCHARD + "/exchanges/campaigns/contributions";

  private static final Origin ORIGIN = Origin.parse("https://halden.example");
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  final SigningKey gateway = SigningKey.generate();
  final SigningKey partner = SigningKey.generate();
  final SigningKey rival = SigningKey.generate();
  final FakePolicy policy = new FakePolicy().hiding("scout");
  final List<Deliberated> decisions = new ArrayList<>();
  final FakeSource source = new FakeSource(List.of(new FieldName("ticker")));
  final FakeInbox inbox = new FakeInbox();
  final FakeLedger ledger = new FakeLedger(() -> this.now);
  final Exchange exchange;
  final Previews previews;
  PublicResources resources = PublicResources.none();
  Instant now = Instant.parse("2026-11-22T10:00:00Z");

  House() {
    this(SampleTerms.terms());
  }

  House(Terms terms) {
    this(terms, Rates.none());
  }

  House(Terms terms, Rates rates) {
    ledger.record(
        new AgreementOpened(terms, List.of(jwk(partner)), jwk(gateway), "jws", Account.EMPTY));
    ledger.record(
        new AgreementOpened(
            SampleTerms.of("plums"), List.of(jwk(rival)), jwk(gateway), "jws", Account.EMPTY));
    ledger.record(new PolicyActivated(policy.revision()));
    var offered = new Offers.Offered(terms.datasets().get(SampleTerms.ACCOUNTS), source);
    var parts =
        new Parts(
            new RequestVerifier(Jwks.of(partner.publicKey(), rival.publicKey()), ledger, () -> now),
            ledger,
            policy,
            decisions::add,
            new Offers(Map.of(SampleTerms.ACCOUNTS, offered)),
            rates,
            (head, body) -> this.resources.find(head, body),
            (agreement, key) -> new Invitations.Invitation("/joint/?once=" + agreement, now),
            inbox,
            new Cursors(SECRET),
            new Receipts("halden", gateway),
            new AnswerSigner(gateway, this::signing),
            new CellHash(42),
            List.of(new Lines()),
            SECRET,
            () -> now);
    exchange = new Exchange(parts);
    previews = new Previews(parts, policy);
    add("ACME", "Software", 512L, "Hamburg", 0.3);
    add("BOLT", "Steel", 9L, null, -1.5);
    add("CORE", "Software", 20_000L, "Ulm", 12.25);
  }

  private Instant signing() {
    ledger.note("signed");
    return now;
  }

  /** A house whose partners have both accepted. */
  static House open() {
    return open(SampleTerms.terms());
  }

  static House open(Terms terms) {
    var house = new House(terms);
    house.accept();
    house.call(
        house.rival,
        "POST",
        "/v1/agreements/plums/acceptance",
        "{\"terms-hash\":\"" + SampleTerms.of("plums").hash() + "\"}");
    return house;
  }

  void add(String ticker, String sector, Long employees, String city, Double margin) {
    var row = new HashMap<FieldName, Object>();
    put(row, "ticker", ticker);
    put(row, "sector", sector);
    put(row, "employees", employees);
    put(row, "city", city);
    put(row, "margin", margin);
    put(row, "rating", "A");
    put(row, "scout", "secret of " + ticker);
    source.add(row);
  }

  private static void put(Map<FieldName, Object> row, String name, Object value) {
    if (value != null) {
      row.put(new FieldName(name), value);
    }
  }

  SignedAnswer accept() {
    var hash =
        ledger
            .trust()
            .standing(new dev.entente.agreement.AgreementId("orchard"))
            .orElseThrow()
            .termsHash();
    return post(ORCHARD + "/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
  }

  SignedAnswer get(String target) {
    return call(partner, "GET", target, "");
  }

  SignedAnswer post(String target, String body) {
    return call(partner, "POST", target, body);
  }

  SignedAnswer ask(String query) {
    return post(QUERY, query);
  }

  /** Contributes JSON under a key of its own. */
  SignedAnswer contribute(String records) {
    return contribute(
        "application/json", "{\"records\":[" + records + "]}", UUID.randomUUID() + "");
  }

  SignedAnswer contribute(String mediaType, String body, String key) {
    return send(
        sent(partner, CONTRIBUTIONS, body, "content-type", mediaType, "idempotency-key", key));
  }

  SignedAnswer call(SigningKey key, String method, String target, String body) {
    return send(signed(key, method, target, body));
  }

  SentRequest signed(SigningKey key, String method, String target, String body, String... headers) {
    var type = body.isEmpty() ? Headers.none() : Headers.of("content-type", "application/json");
    return signed(key, method, target, body, type.and(Headers.of(headers)));
  }

  SentRequest sent(SigningKey key, String target, String body, String... headers) {
    return signed(key, "POST", target, body, Headers.of(headers));
  }

  private SentRequest signed(
      SigningKey key, String method, String target, String body, Headers headers) {
    return new RequestSigner(key, () -> now)
        .sign(
            RequestHead.of(method, ORIGIN, target, headers), body.getBytes(StandardCharsets.UTF_8));
  }

  SignedAnswer send(SentRequest request) {
    return send(request, new Sender());
  }

  SignedAnswer send(SentRequest request, Sender sender) {
    return exchange.answer(new SignedRequest(request.head(), Body.of(request.body()), sender));
  }

  /** Asks without a signature. */
  SignedAnswer open(String method, String target) {
    var head = RequestHead.of(method, ORIGIN, target, Headers.none());
    return exchange.answer(new SignedRequest(head, Body.none()));
  }

  static JsonNode json(SignedAnswer answer) {
    return Json.read(answer.body());
  }

  static String text(SignedAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Status and the problem's code, such as {@code 404 not-a-party}; {@code 200} if it is none. */
  static String outcome(SignedAnswer answer) {
    return answer.status() == 200
        ? "200"
        : answer.status()
            + " "
            + json(answer).get("type").textValue().replace("urn:entente:problem:", "");
  }

  static JWK jwk(SigningKey key) {
    try {
      return JWK.parse(key.publicKey().toJwk());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
