package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.ledger.Event.AgreementAccepted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
  private final House house = new House();

  @Test
  void theAcceptanceRecordsWhatThePartnerSigned() {
    assertThat(House.json(house.accept()).get("state").textValue()).isEqualTo("active");
    var accepted = (AgreementAccepted) house.ledger.events().getLast();
    assertThat(accepted.termsHash()).isEqualTo(SampleTerms.terms().hash());
    assertThat(accepted.signed().key()).isEqualTo(house.partner.id());
    assertThat(accepted.signed().body()).contains(accepted.termsHash().toString());
    byte[] base = accepted.signed().base().getBytes(StandardCharsets.UTF_8);
    byte[] signature = Base64.getUrlDecoder().decode(accepted.signed().signature());
    assertThat(house.partner.publicKey().verify(base, signature)).isTrue();
    assertThat(house.rival.publicKey().verify(base, signature)).isFalse();
  }

  @Test
  void acceptingTwiceIsAcceptingOnce() {
    String first = House.text(house.accept());
    int entries = house.ledger.events().size();
    assertThat(House.text(house.accept())).isEqualTo(first);
    assertThat(house.ledger.events()).hasSize(entries);
  }

  @Test
  void otherTermsAreNotAccepted() {
    String other = SampleTerms.of("plums").hash().toString();
    var answer = house.post(House.ORCHARD + "/acceptance", "{\"terms-hash\":\"" + other + "\"}");
    assertThat(House.outcome(answer)).isEqualTo("400 query-malformed");
    assertThat(House.text(answer)).contains("/terms-hash", SampleTerms.terms().hash().toString());
    assertThat(House.outcome(house.ask("{}"))).isEqualTo("403 agreement-not-accepted");
  }

  @Test
  void nobodyAcceptsForAnother() {
    String hash = SampleTerms.terms().hash().toString();
    var answer =
        house.call(
            house.rival,
            "POST",
            House.ORCHARD + "/acceptance",
            "{\"terms-hash\":\"" + hash + "\"}");
    assertThat(House.outcome(answer)).isEqualTo("404 not-a-party");
    assertThat(House.outcome(house.ask("{}"))).isEqualTo("403 agreement-not-accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"terms-hash\":7}",
        "{\"terms-hash\":\"x\"}",
        "{\"terms-hash\":null}",
        "{\"hash\":\"x\"}"
      })
  void whatIsNoAcceptanceIsRefused(String body) {
    assertThat(House.outcome(house.post(House.ORCHARD + "/acceptance", body)))
        .isEqualTo("400 query-malformed");
  }

  @Test
  void anAcceptanceTooLongForItsEntryIsRefused() {
    String hash = SampleTerms.terms().hash().toString();
    String body = "{\"terms-hash\":\"" + hash + "\"" + " ".repeat(100_000) + "}";
    var answer = house.post(House.ORCHARD + "/acceptance", body);
    assertThat(House.outcome(answer)).isEqualTo("400 query-malformed");
    assertThat(House.text(answer)).contains("at most 1000 bytes");
  }
}
