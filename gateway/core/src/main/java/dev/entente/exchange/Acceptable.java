package dev.entente.exchange;

import dev.entente.disclosure.Rendering;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses what a caller takes of what a call answers with (RFC 9110 section 12.5.1). */
final class Acceptable {
  /** All that is sent is UTF-8, and CSV has a header. */
  private static final Set<String> TRUE_OF_ALL =
      Set.of("charset=utf-8", "charset=\"utf-8\"", "header=present");

  private final List<Rendering> renderings;
  private final List<String> forRecords = new ArrayList<>();

  /**
   * @param renderings the forms besides JSON in which records may leave
   */
  Acceptable(List<Rendering> renderings) {
    this.renderings = List.copyOf(renderings);
    forRecords.add(Answer.JSON);
    renderings.forEach(rendering -> forRecords.add(rendering.mediaType()));
  }

  /** How the call is answered: as ever where that is empty. */
  Outcome<Optional<Rendering>> choose(Headers headers, Call call) {
    List<String> offered = offered(call);
    return preferred(headers.combined("accept"), offered)
        .map(type -> Outcome.passed(rendering(type)))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemCode.NOT_ACCEPTABLE,
                    "this call answers with "
                        + String.join(" or ", offered)
                        + (offered.size() == 1 ? "; accept that" : "; accept one of them")));
  }

  private List<String> offered(Call call) {
    if (call instanceof Call.Ask) {
      return forRecords;
    }
    return List.of(call instanceof Call.Prove ? "text/plain" : Answer.JSON);
  }

  private Optional<Rendering> rendering(String type) {
    return renderings.stream().filter(it -> it.mediaType().equals(type)).findFirst();
  }

  /** That of the greatest weight; of several the first. */
  private static Optional<String> preferred(@Nullable String accept, List<String> offered) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(offered.getFirst());
    }
    List<Range> ranges =
        Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1)).map(Range::read).toList();
    return offered.stream()
        .filter(type -> weight(ranges, type) > 0)
        .max(Comparator.comparingInt(type -> weight(ranges, type)));
  }

  /** The range that says most of the type decides, whatever the others say. */
  private static int weight(List<Range> ranges, String type) {
    return ranges.stream()
        .filter(range -> range.precision(type) > 0)
        .max(
            Comparator.comparingInt((Range range) -> range.precision(type))
                .thenComparingInt(Range::weight))
        .map(Range::weight)
        .orElse(0);
  }

  /**
   * One range of media types.
   *
   * @param parameters those of the type
   * @param weight in thousandths; the whole where none is said that can be read
   */
  private record Range(String name, List<String> parameters, int weight) {
    private static final Pattern WEIGHT = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    private static final int WHOLE = 1_000;

    static Range read(String text) {
      List<String> parts = Arrays.stream(text.split(";", -1)).map(String::strip).toList();
      List<String> rest = parts.subList(1, parts.size());
      return new Range(
          parts.getFirst(),
          rest.stream().filter(part -> !part.isEmpty() && !part.startsWith("q=")).toList(),
          rest.stream()
              .filter(part -> WEIGHT.matcher(part).matches())
              .mapToInt(part -> (int) Math.round(Double.parseDouble(part.substring(2)) * WHOLE))
              .findFirst()
              .orElse(WHOLE));
    }

    /** How much it says of the type; 0 if it does not hold it. */
    int precision(String type) {
      if (!TRUE_OF_ALL.containsAll(parameters)) {
        return 0;
      }
      if (name.equals(type)) {
        return 3 + parameters.size();
      }
      String family = type.substring(0, type.indexOf('/')) + "/*";
      return name.equals(family) ? 2 : name.equals("*/*") ? 1 : 0;
    }
  }
}
