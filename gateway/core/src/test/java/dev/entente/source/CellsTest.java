package dev.entente.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellsTest {
  @Test
  void onlyWhatIsPlainlyOfTheTypeIsTaken() {
    taken(FieldType.INTEGER, "0", "-7", "+7", "007", "9007199254740991");
    refused(
        FieldType.INTEGER,
        "12.5",
        "1e3",
        " 1",
        "1 ",
        "--1",
        "9007199254740992",
        "٣",
        "1_000",
        "0x1");
    taken(FieldType.NUMBER, "1", "-1.5e-300", ".5", "5.");
    refused(FieldType.NUMBER, "NaN", "Infinity", "-inf", "1e400", "1,5", "1d", "0x1p3", "");
    taken(FieldType.DECIMAL, "0.10", "1e99", "-1e-100");
    refused(FieldType.DECIMAL, "NaN", "1e100", "1e-101", "1e999999999", "9".repeat(101));
    taken(FieldType.BOOLEAN, "true", "false", "TRUE", "False");
    refused(FieldType.BOOLEAN, "1", "yes", "t", " true");
    taken(FieldType.DATE, "0001-01-01", "9999-12-31", "2024-02-29");
    refused(FieldType.DATE, "0000-12-31", "10000-01-01", "2023-02-29", "2024-2-9", "2024-02-29T00");
    taken(FieldType.TIMESTAMP, "2024-02-29T12:00:00Z", "2024-02-29t12:00:00.123456789+05:30");
    refused(
        FieldType.TIMESTAMP,
        "2024-02-29T12:00:00",
        "2024-02-29 12:00:00Z",
        "2024-02-29T12:00Z",
        "2024-02-29T24:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00");
    refused(FieldType.STRING, "a\0b", "\uD83D", "a\uD83D", "\uDE00x", "\uDE00\uD83D");
    taken(FieldType.STRING, "😀", " ", "NA");
  }

  @Test
  void aTimestampIsInUtcAndCutToMicroseconds() {
    assertThat(Cells.parse(FieldType.TIMESTAMP, "2024-02-29T12:00:00.123456789+05:30"))
        .isEqualTo(Instant.parse("2024-02-29T06:30:00.123456Z"));
  }

  @Test
  void aTextMayHaveCharactersOfFourBytesUpToItsLength() {
    String most = "😀".repeat(Cells.LONGEST_TEXT / 2);
    taken(FieldType.STRING, most);
    refused(FieldType.STRING, most + "a");
  }

  @ParameterizedTest
  @CsvSource({
    "7.0, 7",
    "70e-1, 7",
    "7, 7",
    "-0.0, 0",
    "1e3, 1000",
    "7.5, 7.5",
    "1e101, 1e101",
    "x, x"
  })
  void aWholeNumberIsWrittenAsAnIntegerHoweverItCame(String number, String whole) {
    assertThat(Cells.whole(number)).isEqualTo(whole);
  }

  private static void taken(FieldType type, String... texts) {
    for (String text : texts) {
      assertThat(Cells.parse(type, text)).as("%s %s", type, text).isNotNull();
    }
  }

  private static void refused(FieldType type, String... texts) {
    for (String text : texts) {
      assertThat(Cells.parse(type, text)).as("%s %s", type, text).isNull();
    }
  }
}
