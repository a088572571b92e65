package dev.entente.server.overview;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.reciprocity.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that wants a person's attention.
 *
 * @param cause what it is, for programs
 * @param because what it is, for people
 * @param cure what to do
 * @param mark tells it from others of its cause; the same for as long as it lasts, but where it is
 *     told again, as once a week of a drift; empty for a dispute that the history has not read yet
 */
public record Attention(Cause cause, String because, String cure, String mark) {
  private static final int DRIFT_WEEKS = 4;
  private static final int NEARLY = 90;
  private static final Duration FRESH = Duration.ofDays(1);

  /** What there is. */
  public enum Cause {
    SUSPENDED,
    DISPUTE,
    REVIEW_OVERDUE,
    UNACKNOWLEDGED,
    REFUSED_SIGNATURES,
    SILENCE,
    DRIFT,
    NEARLY_EXHAUSTED,
    ONE_CONTACT,
    PROPOSAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** All that one agreement wants, the most urgent first; every page and receiver is told this. */
  static List<Attention> of(
      Standing standing, History history, RefusedSignatures refused, Instant now) {
    AgreementId agreement = standing.terms().agreement();
    return of(standing, history.of(agreement), refused.of(agreement), now);
  }

  private static List<Attention> of(
      Standing standing, Course course, List<RefusedSignatures.Count> refused, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var found = new ArrayList<Attention>();
    if (standing.state() == Lifecycle.CLOSED) {
      refused(refused, now, found);
      return found;
    }
    if (standing.state() == Lifecycle.SUSPENDED) {
      found.add(
          new Attention(
              Cause.SUSPENDED,
              "suspended since " + LocalDate.ofInstant(standing.since(), ZoneOffset.UTC),
              "propose to resume it, or close it",
              standing.since().toString()));
    }
    for (String name : standing.evidence().disputes()) {
      found.add(
          new Attention(
              Cause.DISPUTE,
              "dispute `" + name + "` is open, so no stage is raised",
              "resolve it with the partner and record that",
              Optional.ofNullable(course.noted().disputes().get(name))
                  .map(entry -> name + " " + entry)
                  .orElse("")));
    }
    standing
        .evidence()
        .review()
        .filter(review -> review.next().isBefore(today))
        .ifPresent(
            review ->
                found.add(
                    new Attention(
                        Cause.REVIEW_OVERDUE,
                        "the review due on " + review.next() + " was not held",
                        "hold it and record it; until then no stage is raised that asks for one",
                        review.next().toString())));
    int overdue = standing.outstanding().overdue(now);
    if (overdue > 0) {
      found.add(
          new Attention(
              Cause.UNACKNOWLEDGED,
              overdue
                  + (overdue == 1 ? " receipt waits" : " receipts wait")
                  + " for more than a day to be acknowledged",
              "ask the partner to acknowledge: until then no stage is raised",
              standing.outstanding().oldest().map(Attention::day).orElse("")));
    }
    refused(refused, now, found);
    silence(standing, course, now, found);
    drift(course, today, found);
    nearly(standing, course, found);
    if (!standing.terms().contacts().enough()) {
      found.add(
          new Attention(
              Cause.ONE_CONTACT,
              "one person holds this alliance on " + alone(standing) + " side",
              "name a second contact in the agreement's file and amend it",
              standing.termsHash().toString()));
    }
    standing
        .proposals()
        .bySubject()
        .values()
        .forEach(
            proposal ->
                found.add(
                    new Attention(
                        Cause.PROPOSAL,
                        proposal.by() + " proposed " + proposal.subject().name(),
                        "approve or refuse it",
                        String.valueOf(proposal.entry()))));
    return found;
  }

  private static String alone(Standing standing) {
    boolean ours = standing.terms().contacts().ours().size() < 2;
    boolean theirs = standing.terms().contacts().theirs().size() < 2;
    return ours && theirs ? "either" : ours ? "our" : "the partner's";
  }

  /** They shared once, and for two rounds nothing, while we are exposed. */
  private static void silence(
      Standing standing, Course course, Instant now, List<Attention> found) {
    int days = 2 * standing.terms().round().days();
    course
        .contributed()
        .filter(when -> when.plusSeconds(days * 86_400L).isBefore(now))
        .filter(_ -> standing.account().total().exposure().isPositive())
        .ifPresent(
            when ->
                found.add(
                    new Attention(
                        Cause.SILENCE,
                        "nothing shared since " + LocalDate.ofInstant(when, ZoneOffset.UTC),
                        "ask for the next contribution, or lower the stage",
                        when.toString())));
  }

  private static void drift(Course course, LocalDate today, List<Attention> found) {
    for (int week = 0; week < DRIFT_WEEKS; week++) {
      Amount end = course.exposure(today.minusWeeks(week));
      Amount begin = course.exposure(today.minusWeeks(week + 1L));
      if (end.compareTo(begin) <= 0) {
        return;
      }
    }
    found.add(
        new Attention(
            Cause.DRIFT,
            "exposure rose in each of the last " + DRIFT_WEEKS + " weeks",
            "ask for contributions that match what is taken",
            DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.ROOT).format(today)));
  }

  private static void refused(
      List<RefusedSignatures.Count> refused, Instant now, List<Attention> found) {
    refused.stream()
        .filter(it -> it.last().plus(FRESH).isAfter(now))
        .map(Attention::of)
        .forEach(found::add);
  }

  /** Somebody signed in this agreement's name today, and not with a key of it, or not rightly. */
  private static Attention of(RefusedSignatures.Count refused) {
    return new Attention(
        Cause.REFUSED_SIGNATURES,
        "%d %s refused in its name as %s, the last at %s"
            .formatted(
                refused.times(),
                refused.times() == 1 ? "request was" : "requests were",
                refused.code(),
                refused.last().truncatedTo(ChronoUnit.SECONDS)),
        "ask the partner about its clock and its key; if it asked nothing, somebody else tries",
        refused.code() + " " + day(refused.last()));
  }

  private static String day(Instant when) {
    return LocalDate.ofInstant(when, ZoneOffset.UTC).toString();
  }

  private static boolean isNearly(Amount exposure, Amount window) {
    return window.isPositive() && exposure.thousandths() * 100.0 / window.thousandths() >= NEARLY;
  }

  /** The first of the days since which it has been so. */
  private static String since(Course course, Amount window) {
    String first = "";
    for (var day : course.days().descendingMap().entrySet()) {
      if (!isNearly(day.getValue().exposure(), window)) {
        break;
      }
      first = day.getKey().toString();
    }
    return first;
  }

  private static void nearly(Standing standing, Course course, List<Attention> found) {
    Amount window = standing.window();
    Amount exposure = standing.account().total().exposure();
    if (isNearly(exposure, window)) {
      found.add(
          new Attention(
              Cause.NEARLY_EXHAUSTED,
              "exposure is " + exposure + " of a window of " + window,
              "the partner gets little more until it shares",
              since(course, window)));
    }
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("cause", cause.toString());
    json.put("because", because);
    json.put("cure", cure);
    return json;
  }
}
