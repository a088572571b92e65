package dev.entente.exchange;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Headers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a caller takes what a call answers with (RFC 9110 section 12.5.1). */
final class Acceptable {
  private static final Set<String> ENCODING = Set.of("charset=utf-8", "charset=\"utf-8\"");

  private Acceptable() {}

  static Outcome<Call> check(Headers headers, Call call) {
    String type = call instanceof Call.Prove ? "text/plain" : Answer.JSON;
    return accepts(headers.combined("accept"), type)
        ? Outcome.passed(call)
        : Outcome.refused(
            ProblemCode.NOT_ACCEPTABLE, "this call answers with " + type + "; accept that");
  }

  /** The range that says most of the type decides, whatever the others say. */
  private static boolean accepts(@Nullable String accept, String type) {
    return accept == null
        || accept.isBlank()
        || Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
            .map(Range::read)
            .filter(range -> range.precision(type) > 0)
            .max(
                Comparator.comparingInt((Range range) -> range.precision(type))
                    .thenComparing(Range::wanted))
            .filter(Range::wanted)
            .isPresent();
  }

  /**
   * One range of media types.
   *
   * @param parameters those of the type; all that is sent is UTF-8, and has no other
   * @param wanted false for a weight of nothing
   */
  private record Range(String name, List<String> parameters, boolean wanted) {
    static Range read(String text) {
      List<String> parts = Arrays.stream(text.split(";", -1)).map(String::strip).toList();
      List<String> rest = parts.subList(1, parts.size());
      return new Range(
          parts.getFirst(),
          rest.stream().filter(part -> !part.isEmpty() && !part.startsWith("q=")).toList(),
          rest.stream().noneMatch(part -> part.matches("q=0(\\.0*)?")));
    }

    /** How much it says of the type; 0 if it does not hold it. */
    int precision(String type) {
      if (!ENCODING.containsAll(parameters)) {
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
