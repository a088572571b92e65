package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.problem.Outcome;

/** What we would sign: the agreement's file as it is now. Thread-safe; may block. */
public interface TermsOffer {
  /** The terms that the agreement's file says now, or what is wrong with it. */
  Outcome<Terms> terms(AgreementId agreement);

  /** Our signature under them. */
  String sign(Terms terms);
}
