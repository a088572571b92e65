package dev.entente.exchange;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Trust;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifiedHead;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The partner's signature under the terms. */
final class Acceptance {
  /** It goes into the log as it was signed, and a log's entry has bounds. */
  private static final int LARGEST = 1_000;

  private final Ledger ledger;

  Acceptance(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Records the acceptance, once; the answer is the agreement as it stands then. */
  Outcome<Answer> accept(Admitted admitted) {
    return hash(admitted.request().body())
        .then(
            hash ->
                ledger.change(
                    (trust, _) -> against(trust, admitted, hash),
                    Optional.of(admitted.request().head().nonce())))
        .map(trust -> Views.agreement(trust.standing(admitted.agreement()).orElseThrow()));
  }

  private static Outcome<List<Event>> against(Trust trust, Admitted admitted, Sha256 hash) {
    Standing standing = trust.standing(admitted.agreement()).orElseThrow();
    Optional<Sha256> awaited = standing.awaited();
    boolean waits = awaited.equals(Optional.of(hash));
    boolean inForce = standing.state() != Lifecycle.PROPOSED && hash.equals(standing.termsHash());
    if (!waits && !inForce) {
      return Outcome.refused(
          malformed(
              "these are not the terms' hash; the terms are "
                  + awaited.orElse(standing.termsHash())));
    }
    return Outcome.passed(
        waits
            ? List.of(new AgreementAccepted(admitted.agreement(), hash, signed(admitted)))
            : List.of());
  }

  private static SignedCall signed(Admitted admitted) {
    VerifiedHead head = admitted.request().head();
    return new SignedCall(
        head.key(),
        new String(head.signatureBase(), StandardCharsets.UTF_8),
        Base64.getUrlEncoder().withoutPadding().encodeToString(head.signature()),
        new String(admitted.request().body(), StandardCharsets.UTF_8));
  }

  private static Outcome<Sha256> hash(byte[] body) {
    if (body.length > LARGEST) {
      return Outcome.refused(
          ProblemCode.QUERY_MALFORMED,
          "an acceptance is {\"terms-hash\": …} and nothing else, at most " + LARGEST + " bytes");
    }
    try {
      Doc doc = Doc.of(Json.read(body)).only("terms-hash");
      return Outcome.passed(doc.at("terms-hash").as(Sha256::parse));
    } catch (Malformed e) {
      return Outcome.refused(Problem.of(ProblemCode.QUERY_MALFORMED, e.reason()).at(e.pointer()));
    }
  }

  private static Problem malformed(String detail) {
    return Problem.of(ProblemCode.QUERY_MALFORMED, detail).at("/terms-hash");
  }
}
