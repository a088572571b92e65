package dev.entente.server.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.exchange.Answer;
import dev.entente.exchange.Views;
import dev.entente.json.Json;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Statement;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.signature.SigningKey;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes and signs statements. Thread-safe.
 *
 * @param gateway the issuer
 * @param key the gateway's
 */
public record Statements(
    String gateway,
    SigningKey key,
    Ledger ledger,
    History history,
    Views views,
    InstantSource clock) {
  private static final int MOST_TRIES = 100;
  private static final int PAUSE_MILLIS = 50;

  /** Our public key, as browsers import it: the Ed25519 point in base64url. */
  public String publicKey() {
    return String.valueOf(key.publicKey().toJwk().get("x"));
  }

  /** One, and its signed form: a compact JWS. */
  public record Signed(Stated stated, String compact) {}

  /**
   * The statement of a week; empty if the week has not begun.
   *
   * @throws Unavailable if the alliance did not stand still for a moment
   */
  public Optional<Signed> of(AgreementId agreement, Week week) {
    if (week.monday().isAfter(Week.of(clock.instant()).monday())) {
      return Optional.empty();
    }
    Stated stated = still(agreement, week);
    return Optional.of(new Signed(stated, Statement.sign(stated.claims(gateway), key)));
  }

  /**
   * Others write meanwhile: what is stated has to be of one moment, which its checkpoint covers. An
   * alliance with something new at every look, for seconds, has none.
   */
  private Stated still(AgreementId agreement, Week week) {
    for (int tried = 0; tried < MOST_TRIES; tried++) {
      Standing standing = standing(agreement);
      JsonNode figures = figures(agreement);
      String checkpoint = ledger.checkpoint();
      while (history.read() < size(checkpoint)) {
        pause();
      }
      Course course = history.of(agreement);
      if (standing.equals(standing(agreement)) && areOne(standing, course, size(checkpoint))) {
        return Stated.of(standing, course, week, figures, checkpoint, clock.instant());
      }
      pause();
    }
    throw Unavailable.ledger("the alliance did not stand still to be stated", null);
  }

  private static boolean areOne(Standing standing, Course course, long size) {
    return course.noted().newest() < size
        && (course.days().isEmpty()
            || course.last().exposure().equals(standing.account().total().exposure()));
  }

  /** A checkpoint's second line is how many entries it has. */
  private static long size(String checkpoint) {
    return Long.parseLong(checkpoint.split("\n", 3)[1]);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.ledger("nobody waits for it any more", e);
    }
  }

  private Standing standing(AgreementId agreement) {
    return ledger.trust().standing(agreement).orElseThrow();
  }

  private JsonNode figures(AgreementId agreement) {
    return switch (views.joint(agreement)) {
      case Outcome.Passed<Answer>(Answer answer) -> Json.read(answer.body());
      case Outcome.Refused<Answer>(var problem) ->
          throw new IllegalStateException("the standing is not refused: " + problem.detail());
    };
  }
}
