package dev.entente.server.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecognizedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "E_MAIL|kim@example.org",
        "E_MAIL|ask Kim (kim.lee+x@mail.example.co.uk)",
        "IBAN|DE89 3704 0044 0532 0130 00",
        "IBAN|gb82WEST12345698765432",
        "KEY_OR_TOKEN|ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "KEY_OR_TOKEN|eyJhbGciOiJub25lIn0.eyJzdWIiOiJraW0ifQ.",
        "IP_ADDRESS|192.0.2.17",
        "IP_ADDRESS|2001:db8::1",
        "PHONE_ABROAD|+49 30 1234567",
        "PHONE|(030) 123-4567",
        "CARD|4111 1111 1111 1111",
        "SOCIAL_SECURITY|078-05-1120",
        "RANDOM|q8Zt1Lw0vXc93KpRj5Tn",
        "FREE_TEXT|they asked twice and want a lower price soon"
      })
  void aFormIsRecognized(Recognized form, String cell) {
    assertThat(Recognized.in(List.of(cell)))
        .as(cell)
        .contains(form == Recognized.SOCIAL_SECURITY ? Recognized.PHONE : form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Beta & Co",
        "a@b",
        "DE89 3704 0044 0532 0130 01",
        "2024-02-29",
        "12:30:45",
        "1.2.3",
        "256.1.1.1",
        "1957",
        "1234567.89",
        "2013 (1888)",
        "Saint Paul, Minnesota",
        "550e8400-e29b-41d4-a716-446655440000",
        "aaaaaaaaaaaaaaaaaaaaaaaa1"
      })
  void whatOnlyLooksAlikeIsNot(String cell) {
    assertThat(Recognized.in(List.of(cell))).isEmpty();
  }

  /** Luhn's and IBAN's sums are what tells a number from any other of its length. */
  @Test
  void oneDigitMoreOrLessIsNoCard() {
    assertThat(Recognized.in(List.of("4111111111111111"))).contains(Recognized.CARD);
    assertThat(
            IntStream.of(0, 2, 3, 4, 5, 6, 7, 8, 9)
                .mapToObj(last -> Recognized.in(List.of("411111111111111" + last))))
        .allMatch(it -> it.isEmpty());
  }

  @Test
  void oneMailAmongThousandIsEnoughAndOnePhoneIsNot() {
    List<String> words = IntStream.range(0, 999).mapToObj(i -> "word" + i).toList();
    assertThat(Recognized.in(with(words, "kim@example.org"))).contains(Recognized.E_MAIL);
    assertThat(Recognized.in(with(words, "555-123-4567"))).isEmpty();
  }

  private static List<String> with(List<String> cells, String more) {
    return IntStream.rangeClosed(0, cells.size())
        .mapToObj(i -> i < cells.size() ? cells.get(i) : more)
        .toList();
  }

  @Test
  void entropyIsInBitsForEachCharacter() {
    assertThat(Recognized.bits("aaaa")).isZero();
    assertThat(Recognized.bits("abcd")).isEqualTo(2);
    assertThat(Recognized.bits("aabb")).isEqualTo(1);
  }
}
