package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.problem.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A candidate policy over requests that were made: of each field of each request, whether it would
 * now open, close, or come in another form than by the policy in force. Both decide again, so that
 * what differs is by the policy alone; both are held to the terms.
 *
 * @param requests how many requests were asked about
 * @param differing of how many of them a field differs
 * @param narrowed for how many of them the candidate lets other rows be touched
 * @param found each difference, and which requests have it
 * @param failed the questions that the candidate could not decide
 * @param uncompared those that the policy in force could not decide
 */
public record Replay(
    long requests,
    long differing,
    long narrowed,
    SequencedMap<Difference, Occurrence> found,
    List<Undecided> failed,
    List<Undecided> uncompared) {
  private static final int EXAMPLES = 3;

  /**
   * A request that was made.
   *
   * @param name by which people find it
   * @param rebuilt whether what the policy was told of it is not known but rebuilt
   */
  public record Request(String name, boolean rebuilt) {}

  /**
   * What a policy was asked.
   *
   * @param requests for which requests
   */
  public record Question(PolicyInput input, List<Request> requests) {
    public Question {
      requests = List.copyOf(requests);
    }
  }

  /** What a difference is. */
  public enum Kind {
    OPENS,
    CLOSES,
    CHANGES,
    /** The candidate would release it beyond the terms, and is held back. */
    BEYOND;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One way in which a field differs.
   *
   * @param before its form by the policy in force: as {@link #text} has it, {@code withheld} or
   *     {@code hidden}
   * @param after its form by the candidate
   */
  public record Difference(
      AgreementId agreement,
      DatasetId dataset,
      FieldName field,
      Category category,
      Kind kind,
      String before,
      String after)
      implements Comparable<Difference> {
    private static final Comparator<Difference> ORDER =
        Comparator.comparing((Difference it) -> it.agreement.value())
            .thenComparing(Difference::kind)
            .thenComparing(it -> it.dataset.value())
            .thenComparing(it -> it.field.value())
            .thenComparing(Difference::before)
            .thenComparing(Difference::after)
            .thenComparing(it -> it.category.value());

    @Override
    public int compareTo(Difference other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * How often.
   *
   * @param rebuilt of how many of the requests the question is rebuilt
   * @param examples the names of some of them
   */
  public record Occurrence(long requests, long rebuilt, List<String> examples) {
    private Occurrence and(Question question) {
      var more = new ArrayList<>(examples);
      question.requests().stream()
          .limit(EXAMPLES - (long) examples.size())
          .forEach(it -> more.add(it.name()));
      return new Occurrence(
          requests + question.requests().size(),
          rebuilt + question.requests().stream().filter(Request::rebuilt).count(),
          List.copyOf(more));
    }
  }

  /** A question that was not decided, and why. */
  public record Undecided(Question question, String why) {}

  private record Compared(
      Question question,
      List<Difference> differences,
      boolean rows,
      Optional<String> failed,
      boolean byCandidate) {}

  /**
   * Asks both, on all processors.
   *
   * @param done told now and then how many questions are through
   */
  public static Replay of(
      List<Question> questions, Policy inForce, Policy candidate, LongConsumer done) {
    var through = new AtomicLong();
    List<Compared> all =
        questions.parallelStream()
            .map(
                question -> {
                  Compared compared = compared(question, inForce, candidate);
                  done.accept(through.incrementAndGet());
                  return compared;
                })
            .toList();
    var found = new TreeMap<Difference, Occurrence>();
    long differing = 0;
    long narrowed = 0;
    for (Compared compared : all) {
      for (Difference difference : compared.differences()) {
        Occurrence known = found.getOrDefault(difference, new Occurrence(0, 0, List.of()));
        found.put(difference, known.and(compared.question()));
      }
      boolean differs = compared.differences().stream().anyMatch(it -> it.kind() != Kind.BEYOND);
      differing += differs ? compared.question().requests().size() : 0;
      narrowed += compared.rows() ? compared.question().requests().size() : 0;
    }
    return new Replay(
        questions.stream().mapToLong(question -> question.requests().size()).sum(),
        differing,
        narrowed,
        found,
        undecided(all, true),
        undecided(all, false));
  }

  private static List<Undecided> undecided(List<Compared> all, boolean byCandidate) {
    return all.stream()
        .filter(it -> it.byCandidate() == byCandidate)
        .flatMap(it -> it.failed().map(why -> new Undecided(it.question(), why)).stream())
        .toList();
  }

  private static Compared compared(Question question, Policy inForce, Policy candidate) {
    PolicyInput input = question.input();
    Decision wanted;
    try {
      wanted = candidate.decide(input);
    } catch (Unavailable e) {
      return undecided(question, e, true);
    }
    Guard.Held after = Guard.held(wanted, input);
    try {
      Decision before = Guard.held(inForce.decide(input), input).decision();
      List<Difference> differences = differences(input, before, after.decision());
      after.back().stream()
          .map(name -> input.dataset().field(name).orElseThrow())
          .map(it -> difference(input, it, Kind.BEYOND, text(before, it), text(wanted, it)))
          .forEach(differences::add);
      boolean rows = !before.rows().equals(after.decision().rows());
      return new Compared(question, differences, rows, Optional.empty(), false);
    } catch (Unavailable e) {
      return undecided(question, e, false);
    }
  }

  private static Compared undecided(Question question, Unavailable e, boolean byCandidate) {
    return new Compared(
        question, List.of(), false, Optional.of(String.valueOf(e.getMessage())), byCandidate);
  }

  private static List<Difference> differences(PolicyInput input, Decision before, Decision after) {
    var differences = new ArrayList<Difference>();
    for (Field field : input.dataset().fields()) {
      String was = text(before, field);
      String is = text(after, field);
      if (!was.equals(is)) {
        boolean wasReleased = before.released().containsKey(field.name());
        boolean isReleased = after.released().containsKey(field.name());
        Kind kind =
            wasReleased == isReleased ? Kind.CHANGES : isReleased ? Kind.OPENS : Kind.CLOSES;
        differences.add(difference(input, field, kind, was, is));
      }
    }
    return differences;
  }

  private static Difference difference(
      PolicyInput input, Field field, Kind kind, String before, String after) {
    return new Difference(
        input.terms().agreement(),
        input.dataset().id(),
        field.name(),
        field.category(),
        kind,
        before,
        after);
  }

  private static String text(Decision decision, Field field) {
    Decision.@Nullable Released released = decision.released().get(field.name());
    if (released != null) {
      return text(released.release());
    }
    return decision.withheld().containsKey(field.name()) ? "withheld" : "hidden";
  }

  /** A form with what makes it up, such as {@code band 100,1000} or {@code truncate year}. */
  static String text(Release release) {
    return switch (release) {
      case Release.Full(), Release.Pseudonym(), Release.Aggregate() -> release.form();
      case Release.Band(var bounds) ->
          release.form() + " " + String.join(",", bounds.stream().map(Object::toString).toList());
      case Release.Truncate(int keep) -> release.form() + " " + keep;
      case Release.TruncateTo(var unit) -> release.form() + " " + unit;
    };
  }
}
