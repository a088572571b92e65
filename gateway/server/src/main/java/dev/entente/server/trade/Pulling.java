package dev.entente.server.trade;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.exchange.Answer;
import dev.entente.exchange.Exchange;
import dev.entente.exchange.Pulled;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Transfer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.reciprocity.Amount;
import dev.entente.server.client.Ask;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.PartnerClient.Proved;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply;
import dev.entente.server.directory.Trade;
import dev.entente.server.directory.Trade.Pull;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Jwks;
import dev.entente.signature.SentRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Fetches what the peer releases and takes it as its contribution, page by page: asked is noted
 * before the request leaves, the receipt is signed in return before the records are taken.
 *
 * @param keys the peer's gateway's
 */
record Pulling(
    Trade trade,
    PartnerClient client,
    Jwks keys,
    Countersigner countersigner,
    Notebook asked,
    Outbox outbox,
    Ledger ledger,
    Exchange exchange) {
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 10_000;

  /**
   * What a pull came to.
   *
   * @param value what the records cost there
   * @param credit what they earned the peer here
   * @param end why it ended before everything was fetched; empty if it did not
   */
  record Fetched(
      Pull pull, int records, BigDecimal value, BigDecimal credit, Optional<String> end) {
    private Fetched plus(int more, BigDecimal cost, BigDecimal earned) {
      return new Fetched(pull, records + more, value.add(cost), credit.add(earned), end);
    }

    private Fetched ended(String why) {
      return new Fetched(pull, records, value, credit, Optional.of(why));
    }
  }

  Fetched fetch(Pull pull) {
    var fetched = new Fetched(pull, 0, BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());
    Standing standing = ledger.trust().standing(trade.ours()).orElseThrow();
    if (standing.state() != Lifecycle.ACTIVE) {
      return fetched.ended("the agreement " + trade.ours() + " is " + standing.state());
    }
    ExchangeManifest wanted = standing.terms().exchanges().get(pull.exchange());
    if (wanted == null) {
      return fetched.ended("the terms in force have no exchange " + pull.exchange());
    }
    Ask ask = ask(pull, wanted);
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      SentRequest request =
          client.signedPost(
              client.agreement(trade.theirs()).queryPath(pull.dataset()),
              cursor.map(ask::cursor).orElse(ask).document());
      asked.note(List.of(request.hash().toString()));
      Proved proved = client.prove(request);
      if (!(proved.reply() instanceof Reply.Answered answered)) {
        return fetched.ended(refusal((Reply.Refused) proved.reply()));
      }
      QueryAnswer answer = QueryAnswer.read(answered);
      fetched = take(fetched, proved.proof(), answer);
      if (answer.next().isEmpty() || fetched.end().isPresent()) {
        return fetched;
      }
      if (answer.figures().limited()) {
        return fetched.ended("reciprocity: the peer's window is used up for now");
      }
      cursor = answer.next();
    }
    return fetched.ended("more than " + MOST_PAGES + " pages");
  }

  private static String refusal(Reply.Refused refused) {
    return refused.code() + ": " + refused.detail();
  }

  private static Ask ask(Pull pull, ExchangeManifest wanted) {
    List<String> fields = wanted.fields().stream().map(field -> field.name().value()).toList();
    Ask ask = Ask.everything().fields(fields).limit(PAGE);
    ask = pull.filter().map(ask::filter).orElse(ask);
    return pull.purpose().map(it -> it.value()).map(ask::purpose).orElse(ask);
  }

  private Fetched take(Fetched fetched, AnswerProof proof, QueryAnswer answer) {
    if (!(proof instanceof AnswerProof.Addressed addressed)) {
      throw new NoAnswer("the peer's answer is not addressed to this gateway");
    }
    IssuedReceipt receipt;
    String signed;
    try {
      signed = countersigner.sign(answer);
      receipt = IssuedReceipt.verified(answer.receipt().compact(), keys);
    } catch (Malformed e) {
      throw new NoAnswer("the peer's receipt does not hold: " + e.reason());
    }
    outbox.put(receipt.index(), signed);
    var transfer = transfer(receipt, answer.figures().value());
    AgreementId ours = trade.ours();
    var pulled = Pulled.of(ours, fetched.pull().exchange(), addressed, transfer, answer.records());
    return switch (exchange.take(pulled)) {
      case Outcome.Passed<Answer>(Answer taken) ->
          fetched.plus(
              answer.records().size(),
              answer.figures().value(),
              Doc.of(Json.read(taken.body())).at("credit").number());
      case Outcome.Refused<Answer>(Problem problem) ->
          fetched.ended(problem.code() + ": " + problem.detail());
    };
  }

  static Transfer transfer(IssuedReceipt receipt, BigDecimal value) {
    return new Transfer(receipt.log(), receipt.index(), receipt.leaf(), Amount.of(value));
  }
}
