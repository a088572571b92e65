package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A partner that asks too often is told when to come again, before anything is done for it. */
class RatesTest {
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final int BURST = 3;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // a clock that wraps
  private final Rates rates =
      new Rates(Map.of(ORCHARD, new RequestRate(Duration.ofSeconds(2), BURST)), nanos::get);
  private final House house = new House(SampleTerms.terms(), rates);
  private final AtomicInteger decided = new AtomicInteger();

  RatesTest() {
    house.accept();
    house.policy.whileDeciding(decided::incrementAndGet);
    pass(60);
  }

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void spendAll() {
    for (int i = 0; i < BURST; i++) {
      assertThat(house.ask("{}").status()).isEqualTo(200);
    }
  }

  @Test
  void oneTooManyIsRefusedBeforeAnyWorkAndItsNonceIsSpentForGood() {
    spendAll();
    int before = decided.get();
    int entries = house.ledger.events().size();
    var request = house.signed(house.partner, "POST", House.QUERY, "{}");
    var answer = house.send(request);
    assertThat(House.outcome(answer)).isEqualTo("429 rate-limited");
    assertThat(answer.headers().lines())
        .anySatisfy(
            line -> assertThat(line.name() + ": " + line.value()).isEqualTo("retry-after: 2"));
    assertThat(decided).hasValue(before);
    assertThat(house.ledger.events()).hasSize(entries);
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
    pass(60);
    assertThat(House.outcome(house.send(request))).isEqualTo("401 signature-replayed");
  }

  @Test
  void itComesBackEvenlyAndNoHigherThanTheBurst() {
    spendAll();
    pass(1);
    assertThat(house.ask("{}").status()).isEqualTo(429);
    pass(1);
    assertThat(house.ask("{}").status()).isEqualTo(200);
    assertThat(house.ask("{}").status()).isEqualTo(429);
    pass(3_600);
    spendAll();
    assertThat(house.ask("{}").status()).isEqualTo(429);
  }

  @Test
  void everyCallOfTheAgreementCounts() {
    house.get(House.ORCHARD);
    house.get(House.ORCHARD + "/nothing");
    house.post(House.QUERY, "]");
    assertThat(house.get(House.ORCHARD + "/standing").status()).isEqualTo(429);
  }

  @Test
  void nobodyElseCanUseItUp() {
    var spent = house.signed(house.partner, "POST", House.QUERY, "{}");
    assertThat(house.send(spent).status()).isEqualTo(200);
    pass(60);
    for (int i = 0; i < 2 * BURST; i++) {
      assertThat(House.outcome(house.call(house.rival, "GET", House.ORCHARD, "")))
          .isEqualTo("404 not-a-party");
      assertThat(House.outcome(house.send(spent))).isEqualTo("401 signature-replayed");
    }
    spendAll();
  }

  @Test
  void anotherAgreementAsksAsOftenAsItLikes() {
    for (int i = 0; i < 10 * BURST; i++) {
      assertThat(house.call(house.rival, "GET", "/v1/agreements/plums", "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void aRateIsReadAsItIsWritten() {
    assertThat(read("{\"per-second\": 5, \"burst\": 20}"))
        .isEqualTo(new RequestRate(Duration.ofMillis(200), 20));
    assertThat(read("{\"per-second\": 2.5}")).isEqualTo(new RequestRate(Duration.ofMillis(400), 3));
    assertThat(read("{\"per-second\": 0.01}"))
        .isEqualTo(new RequestRate(Duration.ofSeconds(100), 1));
  }

  private static RequestRate read(String json) {
    return RequestRate.read(Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }
}
