package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooksTest {
  private static final String RANDOM = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final AgreementId ORCHARD = new AgreementId("orchard");

  private static Reader reader(String name, LocalDate until) {
    return new Reader(name, until, Sha256.hash(name.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void theyAreOpenThroughTheLastDayAndNoLonger() {
    Reader kpmg = reader("KPMG", TODAY);
    Books books = Books.CLOSED.with(kpmg);

    assertThat(books.areOpenTo(kpmg, TODAY)).isTrue();
    assertThat(books.reader(kpmg.secretHash(), TODAY)).contains(kpmg);
    LocalDate tomorrow = TODAY.plusDays(1);
    assertThat(books.areOpenTo(kpmg, tomorrow)).isFalse();
    assertThat(books.reader(kpmg.secretHash(), tomorrow)).isEmpty();
    assertThat(books.on(tomorrow)).isEqualTo(Books.CLOSED);
  }

  @Test
  void aReaderIsKnownByItsSecretAlone() {
    Reader kpmg = reader("KPMG", TODAY);
    Reader again = new Reader("KPMG", TODAY, Sha256.hash(new byte[] {1}));
    Books books = Books.CLOSED.with(again);

    assertThat(books.areOpenTo(kpmg, TODAY)).as("by the secret of before").isFalse();
    assertThat(books.reader(kpmg.secretHash(), TODAY)).isEmpty();
    assertThat(books.reader(again.secretHash(), TODAY)).contains(again);
    assertThat(books.without("KPMG").reader(again.secretHash(), TODAY)).isEmpty();
  }

  @Test
  void nobodyIsReplacedInSilence() {
    Books books = Books.CLOSED.with(reader("KPMG", TODAY));

    assertThat(books.objection(reader("KPMG", TODAY.plusDays(9)), TODAY))
        .hasValueSatisfying(it -> assertThat(it).contains("until 2026-11-26", "close them"));
    assertThat(books.objection(reader("KPMG", TODAY.plusDays(9)), TODAY.plusDays(1))).isEmpty();
    var sameSecret = new Reader("BDO", TODAY, reader("KPMG", TODAY).secretHash());
    assertThat(books.objection(sameSecret, TODAY))
        .hasValueSatisfying(it -> assertThat(it).contains("another reader has this secret"));
  }

  @Test
  void theyAreOpenForSoLongAndToSoManyAtMost() {
    Books books = Books.CLOSED;
    assertThat(books.objection(reader("KPMG", TODAY.plusDays(400)), TODAY)).isEmpty();
    assertThat(books.objection(reader("KPMG", TODAY.plusDays(401)), TODAY))
        .hasValueSatisfying(it -> assertThat(it).contains("until 2027-12-31"));

    for (int i = 0; i < Books.MOST; i++) {
      assertThat(books.objection(reader("r" + i, TODAY), TODAY)).isEmpty();
      books = books.with(reader("r" + i, TODAY));
    }
    Reader oneMore = reader("more", TODAY.plusDays(1));
    assertThat(books.objection(oneMore, TODAY))
        .hasValueSatisfying(it -> assertThat(it).contains("16 readers"));
    assertThat(books.objection(oneMore, TODAY.plusDays(1))).isEmpty();
  }

  @Test
  void aReaderHasAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader("K P M G", TODAY))
        .withMessageContaining("is no reader");
  }

  @Test
  void aSecretNamesItsAgreementAndIsReadAsItWasMade() {
    ReaderSecret secret = ReaderSecret.fresh(ORCHARD);

    assertThat(secret.text()).matches("orchard\\.[A-Za-z0-9_-]{43}");
    assertThat(ReaderSecret.parse(secret.text())).contains(secret);
    assertThat(ReaderSecret.parse("orchard." + RANDOM)).isPresent();
    assertThat(secret.hash())
        .isEqualTo(Sha256.hash(secret.text().getBytes(StandardCharsets.UTF_8)));
    assertThat(ReaderSecret.fresh(ORCHARD)).isNotEqualTo(secret);
    assertThat(secret).hasToString("a secret of a reader of orchard");
    byte[] random = Base64.getUrlDecoder().decode(secret.text().substring("orchard.".length()));
    assertThat(random).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orchard",
        "." + RANDOM,
        "-orchard." + RANDOM,
        "Orchard." + RANDOM,
        "orchard.more." + RANDOM,
        "orchard." + RANDOM + "A",
        "orchard." + RANDOM + "=",
        "orchard." + RANDOM + "\n",
        "orchard.+" + RANDOM,
      })
  void whatHasNotTheFormOfASecretIsNone(String text) {
    assertThat(ReaderSecret.parse(text)).isEmpty();
  }
}
