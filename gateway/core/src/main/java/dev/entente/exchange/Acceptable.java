package dev.entente.exchange;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a caller takes what a call answers with (RFC 9110 section 12.5.1). */
final class Acceptable {
  private Acceptable() {}

  static Outcome<Call> check(Headers headers, Call call) {
    String type = call instanceof Call.Prove ? "text/plain" : Answer.JSON;
    return accepts(headers.combined("accept"), type)
        ? Outcome.passed(call)
        : Outcome.refused(
            ProblemCode.NOT_ACCEPTABLE, "this call answers with " + type + "; accept that");
  }

  private static boolean accepts(@Nullable String accept, String type) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    String family = type.substring(0, type.indexOf('/')) + "/*";
    for (String part : accept.split(",", -1)) {
      String[] range = part.toLowerCase(Locale.ROOT).split(";", -1);
      String name = range[0].strip();
      if ((name.equals("*/*") || name.equals(family) || name.equals(type)) && !refused(range)) {
        return true;
      }
    }
    return false;
  }

  /** {@code q=0} means: not this one. */
  private static boolean refused(String[] range) {
    for (int i = 1; i < range.length; i++) {
      String parameter = range[i].strip();
      if (parameter.equals("q=0") || parameter.matches("q=0\\.0{1,3}")) {
        return true;
      }
    }
    return false;
  }
}
