package dev.entente.server.joint;

import dev.entente.agreement.AgreementId;
import dev.entente.exchange.Invitations;
import dev.entente.signature.KeyId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the joint view: links that work once within ten minutes, and sessions of half an
 * hour. In memory, of each agreement and each way in so many at most; a new one takes the place of
 * the oldest. Thread-safe.
 */
public final class Guests implements Invitations {
  static final Duration SESSION = Duration.ofMinutes(30);
  private static final Duration LINK = Duration.ofMinutes(10);
  private static final int MOST = 64;
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Somebody who is let in.
   *
   * @param way by what they were let in
   * @param until when this ends
   */
  public record Guest(AgreementId agreement, Way way, Instant until) {}

  private final SequencedMap<String, Guest> links = new LinkedHashMap<>();
  private final SequencedMap<String, Guest> sessions = new LinkedHashMap<>();
  private final InstantSource clock;

  public Guests(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Invitation invite(AgreementId agreement, KeyId key) {
    var guest = new Guest(agreement, new ByKey(key), clock.instant().plus(LINK));
    return new Invitation("/joint/?once=" + keep(links, guest), guest.until());
  }

  /** Whom a link would let in. */
  synchronized Optional<Guest> invited(String once) {
    return found(links.get(once));
  }

  /** What a link opens, which never works again: the secret of a session. */
  synchronized Optional<String> open(String once) {
    return found(links.remove(once)).map(it -> letIn(it.agreement(), it.way()));
  }

  /** Lets somebody in: the secret of a session. */
  synchronized String letIn(AgreementId agreement, Way way) {
    return keep(sessions, new Guest(agreement, way, clock.instant().plus(SESSION)));
  }

  /** Whose session this is. */
  synchronized Optional<Guest> session(String secret) {
    return found(sessions.get(secret));
  }

  synchronized void leave(String secret) {
    sessions.remove(secret);
  }

  private Optional<Guest> found(@Nullable Guest guest) {
    return Optional.ofNullable(guest).filter(it -> clock.instant().isBefore(it.until()));
  }

  private String keep(SequencedMap<String, Guest> all, Guest guest) {
    all.values().removeIf(it -> found(it).isEmpty());
    var ofAgreement =
        all.entrySet().stream()
            .filter(it -> it.getValue().agreement().equals(guest.agreement()))
            .filter(it -> it.getValue().way().getClass() == guest.way().getClass())
            .map(Map.Entry::getKey)
            .toList();
    if (ofAgreement.size() >= MOST) {
      all.remove(ofAgreement.getFirst());
    }
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    all.put(text, guest);
    return text;
  }
}
