package dev.entente.trustledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Fate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FatesTest {
  @Test
  void fates_and_credits_are_read_as_they_were_written() {
    List<Credited> fates =
        Stream.concat(
                Stream.of(Fate.values()).map(Credited::nothing),
                LongStream.of(1, 15, 16, 2047, 2048, 11_000, Integer.MAX_VALUE, 1000L << 43)
                    .mapToObj(credit -> new Credited(Fate.ACCEPTED, new Amount(credit))))
            .toList();

    assertThat(Fates.read(Fates.write(fates))).isEqualTo(fates);
    assertThat(Fates.read(Fates.write(List.of()))).isEmpty();
  }

  @Test
  void a_duplicate_takes_one_byte_and_a_usual_credit_three() {
    assertThat(Fates.write(List.of(Credited.nothing(Fate.DUPLICATE)))).hasSize(1);
    assertThat(Fates.write(List.of(new Credited(Fate.ACCEPTED, Amount.of(11))))).hasSize(3);
  }

  @Test
  void the_numbers_of_fates_stay_what_they_are() {
    // Stores hold them: ACCEPTED 0, DUPLICATE 1, INVALID 2, STALE 3, ECHO 4, BEYOND_EXPECTED 5.
    assertThat(Fates.read(new byte[] {0, 1, 2, 3, 4, 5}))
        .extracting(Credited::fate)
        .containsExactly(
            Fate.ACCEPTED,
            Fate.DUPLICATE,
            Fate.INVALID,
            Fate.STALE,
            Fate.ECHO,
            Fate.BEYOND_EXPECTED);
    assertThatThrownBy(() -> Fates.read(new byte[] {7}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
