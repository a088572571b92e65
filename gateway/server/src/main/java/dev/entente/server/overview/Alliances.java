package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Trust;
import dev.entente.reciprocity.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A page of all alliances.
 *
 * @param rows those of this page, by the partner's name
 * @param found how many there are in all that fit
 */
public record Alliances(Asked asked, List<Row> rows, int found) {
  /** How many rows a page has. */
  public static final int PAGE = 50;

  private static final int TREND_DAYS = 30;

  /**
   * What is looked for.
   *
   * @param text in the names of agreement and partner; empty for all
   * @param stage at which they are; empty for any
   * @param attention only those that want some
   * @param page from 1
   */
  public record Asked(String text, String stage, boolean attention, int page) {
    public static final Asked ALL = new Asked("", "", false, 1);

    public Asked {
      if (page < 1) {
        throw new IllegalArgumentException("pages are counted from 1");
      }
    }

    public Asked onPage(int another) {
      return new Asked(text, stage, attention, another);
    }
  }

  /**
   * One alliance.
   *
   * @param trend its exposure at the end of each of the last 30 days, oldest first
   */
  public record Row(
      Standing standing,
      List<Amount> trend,
      Optional<Instant> contributed,
      List<Attention> attention) {
    public AgreementId id() {
      return standing.terms().agreement();
    }

    /** What part of the window is used, from 0 to 100. */
    public int percent() {
      Amount window = standing.window();
      Amount exposure = standing.account().total().exposure();
      return window.isPositive()
          ? Math.clamp(exposure.thousandths() * 100 / window.thousandths(), 0, 100)
          : exposure.isPositive() ? 100 : 0;
    }

    /** The trend as the points of a line, between the least there was, or 0, and the window. */
    public String trendLine(int width, int height) {
      long least = trend.stream().mapToLong(Amount::thousandths).min().orElse(0);
      long most = trend.stream().mapToLong(Amount::thousandths).max().orElse(0);
      double low = Math.min(0, least);
      double high = Math.max(standing.window().thousandths(), Math.max(1, most));
      return IntStream.range(0, trend.size())
          .mapToObj(
              i -> {
                double part = (trend.get(i).thousandths() - low) / (high - low);
                double x = (double) i * width / Math.max(1, trend.size() - 1);
                return String.format(Locale.ROOT, "%.1f,%.1f", x, 1 + (height - 2) * (1 - part));
              })
          .collect(Collectors.joining(" "));
    }

    public Optional<LocalDate> review() {
      return standing.evidence().review().map(dev.entente.agreement.Review::next);
    }

    /** As it stands in answers. */
    public Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("agreement", id().value());
      json.put("partner", standing.terms().partner());
      json.put("type", standing.terms().type().toString());
      json.put("state", standing.state().toString());
      json.put("stage", standing.stage().value());
      json.put("given", standing.account().total().given().decimal());
      json.put("received", standing.account().total().received().decimal());
      json.put("exposure", standing.account().total().exposure().decimal());
      json.put("window", standing.window().decimal());
      json.put("trend", trend.stream().map(Amount::decimal).toList());
      json.put("contributed", contributed.map(Instant::toString).orElse(null));
      json.put("next-review", review().map(LocalDate::toString).orElse(null));
      json.put("attention", attention.stream().map(Attention::json).toList());
      return json;
    }
  }

  /** The page that is asked for. */
  public static Alliances of(
      Trust trust, History history, RefusedSignatures refused, Asked asked, Instant now) {
    String text = asked.text().toLowerCase(Locale.ROOT);
    Predicate<Standing> fits =
        standing ->
            (standing.terms().partner().toLowerCase(Locale.ROOT).contains(text)
                    || standing.terms().agreement().value().contains(text))
                && (asked.stage().isEmpty() || standing.stage().value().equals(asked.stage()));
    List<Standing> found =
        trust.standings().stream()
            .filter(fits)
            .filter(it -> !asked.attention() || !Attention.of(it, history, refused, now).isEmpty())
            .sorted(Comparator.comparing(it -> it.terms().partner(), String.CASE_INSENSITIVE_ORDER))
            .toList();
    List<Row> rows =
        found.stream()
            .skip((asked.page() - 1L) * PAGE)
            .limit(PAGE)
            .map(it -> row(it, history, refused, now))
            .toList();
    return new Alliances(asked, rows, found.size());
  }

  static Row row(Standing standing, History history, RefusedSignatures refused, Instant now) {
    return row(
        standing,
        history.of(standing.terms().agreement()),
        Attention.of(standing, history, refused, now),
        now);
  }

  /** One without what wants our attention, for whoever is not of ours. */
  static Row row(Standing standing, Course course, Instant now) {
    return row(standing, course, List.of(), now);
  }

  private static Row row(Standing standing, Course course, List<Attention> attention, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Amount> trend =
        today
            .minusDays(TREND_DAYS - 1L)
            .datesUntil(today.plusDays(1))
            .map(course::exposure)
            .toList();
    return new Row(standing, trend, course.contributed(), attention);
  }

  public int pages() {
    return Math.max(1, Math.ceilDiv(found, PAGE));
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("alliances", rows.stream().map(Row::json).toList());
    json.put("found", found);
    json.put("page", asked.page());
    json.put("pages", pages());
    return json;
  }
}
