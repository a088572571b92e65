package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Acknowledging;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.ledger.IssuedReceipt.About.Released;
import dev.entente.ledger.IssuedReceipt.About.Taken;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Receipts;
import dev.entente.ledger.Trust;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.CachedKeys;
import dev.entente.signature.Keys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our receipts, and the partner's signatures over them: recorded in one step. */
final class Acknowledgements {
  private static final int MOST = 500;

  private final Ledger ledger;
  private final Receipts receipts;
  private final InstantSource clock;

  Acknowledgements(Ledger ledger, Receipts receipts, InstantSource clock) {
    this.ledger = ledger;
    this.receipts = receipts;
    this.clock = clock;
  }

  /** One of those sent: verified, or why not. */
  private sealed interface Checked {
    record Sound(Acknowledgement acknowledgement) implements Checked {}

    record Invalid(String because) implements Checked {}
  }

  /** The receipt of a release, whose answer may have been lost on its way. */
  Outcome<Answer> receipt(AgreementId agreement, long index) {
    return receipts
        .again(ledger.entries(agreement, index, 1).getFirst())
        .map(
            receipt -> {
              var document = new LinkedHashMap<String, Object>();
              document.put("agreement", agreement.value());
              document.put("index", index);
              document.put("receipt", receipt);
              return Outcome.passed(Answer.json(document));
            })
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemCode.ENTRY_UNKNOWN,
                    "the entry released nothing, so there is no receipt of it"));
  }

  /** Records those that are sound; one that is not does not stop the others. */
  Outcome<Answer> take(Admitted admitted) {
    return texts(admitted.request().body()).map(texts -> take(admitted, texts));
  }

  private static Outcome<List<String>> texts(byte[] body) {
    try {
      Doc list = Doc.of(Json.read(body)).only("acknowledgements").at("acknowledgements");
      List<String> texts = list.items().stream().map(Doc::text).toList();
      return texts.isEmpty() || texts.size() > MOST
          ? Outcome.refused(
              Problem.of(
                      ProblemCode.QUERY_MALFORMED,
                      "send 1 to "
                          + MOST
                          + " acknowledgements at a time; these are "
                          + texts.size())
                  .at(list.pointer()))
          : Outcome.passed(texts);
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  private Answer take(Admitted admitted, List<String> texts) {
    AgreementId agreement = admitted.agreement();
    Standing standing = ledger.trust().standing(agreement).orElseThrow();
    Keys partner = new CachedKeys(standing.keys()::get, MOST);
    List<Checked> checked = texts.stream().map(it -> check(agreement, it, partner)).toList();
    var step =
        new Acknowledging(
            agreement,
            checked.stream()
                .filter(Checked.Sound.class::isInstance)
                .map(it -> ((Checked.Sound) it).acknowledgement())
                .toList());
    Standing after =
        switch (ledger.change(step, Optional.of(admitted.request().head().nonce()))) {
          case Outcome.Passed<Trust>(var trust) -> trust.standing(agreement).orElseThrow();
          case Outcome.Refused<Trust>(Problem problem) ->
              throw new IllegalStateException("a step that refuses nothing is refused: " + problem);
        };
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", agreement.value());
    document.put("acknowledgements", fates(checked, step.fates().iterator()));
    document.put(
        "unacknowledged", StandingView.unacknowledged(after.outstanding(), clock.instant()));
    return Answer.json(document);
  }

  private Checked check(AgreementId agreement, String text, Keys partner) {
    try {
      var acknowledgement = Acknowledgement.verified(text, partner, receipts.keys());
      return wrong(agreement, acknowledgement.receipt())
          .<Checked>map(Checked.Invalid::new)
          .orElseGet(() -> new Checked.Sound(acknowledgement));
    } catch (Malformed e) {
      return new Checked.Invalid((e.pointer() + " " + e.reason()).strip());
    }
  }

  /** What speaks against a receipt of ours. */
  private Optional<String> wrong(AgreementId agreement, IssuedReceipt receipt) {
    if (!receipt.agreement().equals(agreement)) {
      return Optional.of(
          "the receipt is of the agreement " + receipt.agreement() + "; acknowledge it there");
    }
    if (!(receipt.about() instanceof Released)) {
      return Optional.of(
          "the receipt is of "
              + (receipt.about() instanceof Taken ? "a contribution" : "a reservation")
              + ", which released nothing; only what a query released is acknowledged");
    }
    return isOfOurLog(agreement, receipt)
        ? Optional.empty()
        : Optional.of(
            "entry "
                + receipt.index()
                + " of the log is not the one that the receipt names; keep the receipt, it shows"
                + " that the log was changed");
  }

  private boolean isOfOurLog(AgreementId agreement, IssuedReceipt receipt) {
    return entry(agreement, receipt.index())
        .or(
            () -> {
              // Another gateway on the same ledger may have issued it just now: any step catches
              // up.
              ledger.change((_, _) -> Outcome.passed(List.of()), Optional.empty());
              return entry(agreement, receipt.index());
            })
        .filter(stored -> stored.leaf().equals(receipt.leaf()))
        .isPresent();
  }

  private Optional<Stored> entry(AgreementId agreement, long index) {
    return ledger.entries(agreement, index, 1).stream()
        .filter(stored -> stored.index() == index)
        .findFirst();
  }

  private static List<Object> fates(List<Checked> checked, Iterator<Acknowledging.Fate> recorded) {
    List<Object> fates = new ArrayList<>();
    for (Checked it : checked) {
      var about = new LinkedHashMap<String, Object>();
      about.put("acknowledgement", fates.size());
      about.putAll(
          switch (it) {
            case Checked.Sound(var sound) -> fate(sound.receipt().index(), recorded.next());
            case Checked.Invalid(String because) -> invalid(because);
          });
      fates.add(about);
    }
    return fates;
  }

  private static Map<String, Object> fate(long index, Acknowledging.Fate recorded) {
    var about = new LinkedHashMap<String, Object>();
    switch (recorded) {
      case ACKNOWLEDGED -> about.put("fate", "acknowledged");
      case DUPLICATE -> about.put("fate", "duplicate");
      case REVOKED -> {
        return invalid("its key was revoked; sign with one of the agreement's keys");
      }
    }
    about.put("index", index);
    return about;
  }

  private static Map<String, Object> invalid(String because) {
    var about = new LinkedHashMap<String, Object>();
    about.put("fate", "invalid");
    about.put("because", because);
    return about;
  }
}
