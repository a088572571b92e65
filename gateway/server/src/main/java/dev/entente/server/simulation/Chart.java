package dev.entente.server.simulation;

import dev.entente.reciprocity.Amount;
import dev.entente.server.show.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Amounts over days as an SVG picture: steps, since a day ends where it ends. */
final class Chart {
  private static final int WIDTH = 380;
  private static final int LEFT = 40;
  private static final int RIGHT = 6;
  private static final int TOP = 14;
  private static final int BOTTOM = 26;
  private static final int DAY_LABELS = 5;
  private static final int AMOUNT_LABELS = 4;

  private static final double LETTER = 6.5; // of a word in bold, at most of the letters
  private static final int ROW = 11;

  private final StringBuilder svg = new StringBuilder();
  private final List<Double> wordEnds = new ArrayList<>();
  private final int days;
  private final int height;
  private final double low;
  private final double high;

  /**
   * @param low at most 0
   * @param high above low
   */
  Chart(String title, int days, int height, Amount low, Amount high) {
    this.days = days;
    this.height = height;
    this.low = low.thousandths();
    this.high = high.thousandths();
    svg.append(
        "<svg viewBox='0 0 %d %d' role='img'><title>%s</title>"
            .formatted(WIDTH, height, Html.text(title)));
    amounts();
    days();
  }

  private void amounts() {
    long step = nice((long) (high - low) / 1000, AMOUNT_LABELS) * 1000;
    for (long at = Math.ceilDiv((long) low, step) * step; at <= high; at += step) {
      String css = at == 0 ? "zero" : "grid";
      line(css, LEFT, y((double) at), WIDTH - RIGHT, y((double) at));
      text("y", LEFT - 4, y((double) at) + 3.5, Long.toString(at / 1000));
    }
  }

  private void days() {
    long step = nice(days, DAY_LABELS);
    for (long day = step; day <= days; day += step) {
      line("grid", x(day), TOP, x(day), height - BOTTOM);
      text("x", x(day), height - 5.0, (day == step ? "day " : "") + day);
    }
  }

  /** 1, 2 or 5 times a power of ten, so that not many more than so many fit into the range. */
  static long nice(long range, int most) {
    for (long ten = 1; ; ten *= 10) {
      for (long step : new long[] {ten, 2 * ten, 5 * ten}) {
        if (range / step <= most) {
          return step;
        }
      }
    }
  }

  /** A line of what each day ended with. */
  Chart line(String css, List<Amount> amounts) {
    svg.append("<path class='%s' d='%s'/>".formatted(css, path(amounts)));
    return this;
  }

  /** The same, with all between it and zero filled. */
  Chart area(String css, List<Amount> amounts) {
    svg.append(
        "<path class='%s' d='M%s %s V%s'/>"
            .formatted(css, n(x(0)), n(y(0)) + path(amounts).replaceFirst("M[^V]*", " "), n(y(0))));
    return this;
  }

  private String path(List<Amount> amounts) {
    var path = new StringBuilder("M" + n(x(0)) + " " + n(y(amounts.getFirst())));
    for (int i = 0; i < amounts.size(); i++) {
      boolean moves = i > 0 && !amounts.get(i).equals(amounts.get(i - 1));
      if (moves) {
        path.append('H').append(n(x(i)));
      }
      if (moves || i == 0) {
        path.append('V').append(n(y(amounts.get(i))));
      }
    }
    return path.append('H').append(n(x(amounts.size()))).toString();
  }

  /** A word at the top, from a day on; lower where it would stand on one that is there. */
  Chart mark(int day, String word) {
    if (day > 1) {
      line("mark", x(day - 1L), TOP, x(day - 1L), height - BOTTOM);
    }
    double from = x(day - 1L) + 3;
    text("word", from, TOP - 4.0 + ROW * row(from, from + LETTER * word.length()), word);
    return this;
  }

  /** The first row that is free from there on. */
  private int row(double from, double to) {
    for (int row = 0; row < wordEnds.size(); row++) {
      if (wordEnds.get(row) <= from) {
        wordEnds.set(row, to);
        return row;
      }
    }
    wordEnds.add(to);
    return wordEnds.size() - 1;
  }

  /** A bar below the days from one to another. */
  Chart bar(String css, int from, int to, String title) {
    svg.append(
        "<rect class='%s' x='%s' y='%s' width='%s' height='6'><title>%s</title></rect>"
            .formatted(
                css,
                n(x(from - 1L) + 0.5),
                n(height - BOTTOM + 3.0),
                n(Math.max(0.5, x(to) - x(from - 1L) - 1)),
                Html.text(title)));
    return this;
  }

  private void line(String css, double fromX, double fromY, double toX, double toY) {
    svg.append(
        "<path class='%s' d='M%s %sL%s %s'/>".formatted(css, n(fromX), n(fromY), n(toX), n(toY)));
  }

  private void text(String css, double x, double y, String text) {
    svg.append(
        "<text class='%s' x='%s' y='%s'>%s</text>".formatted(css, n(x), n(y), Html.text(text)));
  }

  private double x(long day) {
    return LEFT + (double) day / days * (WIDTH - LEFT - RIGHT);
  }

  private double y(Amount amount) {
    return y((double) amount.thousandths());
  }

  private double y(double thousandths) {
    return TOP + (high - thousandths) / (high - low) * (height - TOP - BOTTOM);
  }

  private static String n(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  @Override
  public String toString() {
    return svg + "</svg>";
  }
}
