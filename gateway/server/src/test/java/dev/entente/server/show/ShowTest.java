package dev.entente.server.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowTest {
  @Test
  void whatComesFromElsewhereCannotSteerTheTerminal() {
    assertThat(Printable.of("a\u001b[31mb\rc\u202Ed\u0007"))
        .isEqualTo("a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD");
    assertThat(Printable.of("Zürich ≥ 5 €")).isEqualTo("Zürich ≥ 5 €");
  }

  @Test
  void aTableNeverPassesItsWidth() {
    var table = new Table(List.of("a", "rather-wide", "c"));
    table.row(List.of("x".repeat(80), "y".repeat(70), "z"));
    table.row(List.of("", "short", "zz"));
    for (int width = 10; width < 160; width += 7) {
      int most = width;
      assertThat(table.lines(width, Ink.PLAIN).subList(0, 3))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most));
    }
    assertThat(table.lines(160, Ink.PLAIN).get(1)).contains("x".repeat(80)).endsWith("z");
  }

  @Test
  void aTableSaysWhichColumnsItHasNoRoomFor() {
    var table = new Table(List.of("one", "two", "three"));
    assertThat(table.lines(14, Ink.PLAIN).getLast()).isEqualTo("too narrow for: three");
  }

  @Test
  void aBarNeverLooksFullBeforeItIs() {
    assertThat(Bar.filled(amount("499.999"), amount("500"), 30)).isEqualTo(29);
    assertThat(Bar.filled(amount("500"), amount("500"), 30)).isEqualTo(30);
    assertThat(Bar.filled(amount("900"), amount("500"), 30)).isEqualTo(30);
    assertThat(Bar.filled(amount("-200"), amount("500"), 30)).isZero();
    assertThat(Bar.filled(amount("0"), amount("0"), 30)).isZero();
  }

  @Test
  void noColourIsColourNowhere() {
    assertThat(Terminal.of(Map.of("COLUMNS", "90", "NO_COLOR", "1")))
        .isEqualTo(new Terminal(90, Ink.PLAIN));
    assertThat(Terminal.of(Map.of("COLUMNS", "90", "NO_COLOR", "")).ink()).isEqualTo(Ink.COLOUR);
    assertThat(Terminal.of(Map.of("COLUMNS", "90", "TERM", "dumb")).ink()).isEqualTo(Ink.PLAIN);
    assertThat(Ink.PLAIN.red("x")).isEqualTo("x");
    assertThat(Ink.COLOUR.red("x")).isEqualTo("\u001b[31mx\u001b[0m");
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }
}
