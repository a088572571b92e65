package dev.entente.server.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.reciprocity.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A week of an alliance, and where it stands: figures of one moment of the log.
 *
 * @param days of the week, on which something went either way, oldest first
 * @param opening the exposure when the week began
 * @param closing at its end, or now
 * @param figures what the protocol answers of where both sides stand
 * @param checkpoint the log's newest at that moment, a C2SP signed note
 */
public record Stated(
    Standing standing,
    Week week,
    NavigableMap<LocalDate, Course.Day> days,
    Amount opening,
    Amount closing,
    JsonNode figures,
    String checkpoint,
    Instant when) {

  static Stated of(
      Standing standing,
      Course course,
      Week week,
      JsonNode figures,
      String checkpoint,
      Instant when) {
    return new Stated(
        standing,
        week,
        course.days().subMap(week.monday(), true, week.sunday(), true),
        course.exposure(week.monday().minusDays(1)),
        course.exposure(week.sunday()),
        figures,
        checkpoint,
        when);
  }

  public Amount given() {
    return days.values().stream().map(Course.Day::givenInAll).reduce(Amount.ZERO, Amount::plus);
  }

  public Amount received() {
    return days.values().stream().map(Course.Day::receivedInAll).reduce(Amount.ZERO, Amount::plus);
  }

  private SequencedMap<Category, Amount> sum(
      Function<Course.Day, SequencedMap<Category, Amount>> of) {
    var sum = new LinkedHashMap<Category, Amount>();
    days.values()
        .forEach(
            day ->
                of.apply(day)
                    .forEach((category, amount) -> sum.merge(category, amount, Amount::plus)));
    return sum;
  }

  /** By category. */
  public SequencedMap<Category, Amount> givenByCategory() {
    return sum(Course.Day::given);
  }

  /** By category. */
  public SequencedMap<Category, Amount> receivedByCategory() {
    return sum(Course.Day::received);
  }

  /**
   * What the gateway signs.
   *
   * @param gateway the issuer, and the log's origin
   */
  public Map<String, Object> claims(String gateway) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", gateway);
    claims.put("iat", when.getEpochSecond());
    claims.put("agreement", standing.terms().agreement().value());
    claims.put("partner", standing.terms().partner());
    claims.put("state", standing.state().toString());
    claims.put("terms-hash", standing.termsHash().toString());
    claims.put("week", week.toString());
    claims.put("from", week.monday().toString());
    claims.put("to", week.sunday().toString());
    claims.put("opening", opening.decimal());
    claims.put("given", given().decimal());
    claims.put("received", received().decimal());
    claims.put("closing", closing.decimal());
    claims.put("given-by-category", Course.amounts(givenByCategory()));
    claims.put("received-by-category", Course.amounts(receivedByCategory()));
    claims.put("days", Course.json(days));
    claims.put("standing", figures);
    claims.put("checkpoint", checkpoint);
    return claims;
  }

  /** The gates of the next stage, as they are answered. */
  public List<JsonNode> gates() {
    return figures.at("/next/gates").valueStream().toList();
  }
}
