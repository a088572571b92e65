package dev.entente.governance;

import dev.entente.ledger.Ledger;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Role;
import dev.entente.operator.Signatories;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Nonce;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order that one of our people signed, for us and just now, and whose nonce it has spent. Only
 * {@link #verify} makes it.
 */
final class VerifiedOrder {
  private final OperatorDocument document;
  private final Nonce nonce;

  private VerifiedOrder(OperatorDocument document, Nonce nonce) {
    this.document = document;
    this.nonce = nonce;
  }

  /**
   * Verifies a document: for whom it is, by whom, with which key, since when; then spends its
   * nonce.
   *
   * @param people those who may order anything, and what
   */
  static Outcome<VerifiedOrder> verify(
      OperatorDocument document,
      String gateway,
      Map<String, Role> people,
      Ledger ledger,
      Instant now) {
    String operator = document.operator();
    Signatories signatories = ledger.trust().signatories();
    if (!document.gateway().equals(gateway)) {
      return invalid("the document is for `" + document.gateway() + "`, this is `" + gateway + "`");
    }
    @Nullable Role role = people.get(operator);
    if (signatories.of(operator).isEmpty() || role == null) {
      return invalid(
          "`" + operator + "` is no operator here; those are under `operators` in entente.yaml");
    }
    if (!signatories.haveSigned(document)) {
      return invalid(
          "the document is not signed with the key recorded for `"
              + operator
              + "`, nor with a passkey or an account of theirs");
    }
    if (!document.isFresh(now)) {
      return Outcome.refused(
          ProblemCode.SIGNATURE_STALE,
          "the document is good from "
              + document.issued()
              + " to "
              + document.expires()
              + ", and it is "
              + now
              + "; sign it again");
    }
    return role.may(document.command())
        ? spend(document, ledger)
        : Outcome.refused(
            ProblemCode.ORDER_REFUSED,
            "`%s` is %s here, and does not order that; an alliance manager does"
                .formatted(operator, role));
  }

  private static Outcome<VerifiedOrder> spend(OperatorDocument document, Ledger ledger) {
    Nonce nonce;
    try {
      nonce = document.spends();
    } catch (IllegalArgumentException e) {
      return invalid("`jti`: " + e.getMessage());
    }
    return ledger.claim(nonce)
        ? Outcome.passed(new VerifiedOrder(document, nonce))
        : Outcome.refused(
            ProblemCode.SIGNATURE_REPLAYED, "the document was taken before; sign a new one");
  }

  private static Outcome<VerifiedOrder> invalid(String detail) {
    return Outcome.refused(ProblemCode.SIGNATURE_INVALID, detail);
  }

  OperatorDocument document() {
    return document;
  }

  Command command() {
    return document.command();
  }

  String operator() {
    return document.operator();
  }

  Nonce nonce() {
    return nonce;
  }
}
