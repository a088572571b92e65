package dev.entente.server.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private Instant now = Instant.parse("2026-11-26T09:00:00Z");
  private final Attempts attempts = new Attempts(() -> now);

  private static Attempts.From from(String address, String agreement) {
    return new Attempts.From(address, new AgreementId(agreement));
  }

  private void fail(Attempts.From from, int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(from);
    }
  }

  @Test
  void tenWithinAMinuteAreTheMostFromOneAddressForOneAgreement() {
    Attempts.From orchard = from("192.0.2.1", "orchard");
    fail(orchard, 9);
    assertThat(attempts.areTooMany(orchard)).isFalse();
    now = now.plusSeconds(59);
    attempts.failed(orchard);

    assertThat(attempts.areTooMany(orchard)).isTrue();
    assertThat(attempts.areTooMany(from("192.0.2.2", "orchard"))).isFalse();
    assertThat(attempts.areTooMany(from("192.0.2.1", "pear"))).isFalse();
    now = now.plusSeconds(1);
    assertThat(attempts.areTooMany(orchard)).isFalse();
    attempts.failed(orchard);
    assertThat(attempts.areTooMany(orchard)).as("a minute begins anew").isFalse();
  }

  @Test
  void onlySoManyCountsAreKept() {
    Attempts.From first = from("192.0.2.1", "orchard");
    fail(first, Attempts.MOST);
    for (int i = 1; i < 4_096; i++) {
      attempts.failed(from("192.0.2.2", "a" + i));
    }
    assertThat(attempts.areTooMany(first)).isTrue();
    attempts.failed(from("192.0.2.2", "one-more"));
    assertThat(attempts.areTooMany(first)).as("the oldest gave way").isFalse();
  }
}
