package dev.entente.contribution;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.Objects;

/** A body that cannot be read, so that nothing of it is taken. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Unreadable(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /**
   * @param pointer into a JSON body (RFC 6901)
   */
  static Unreadable at(String pointer, String detail) {
    return new Unreadable(Problem.of(ProblemCode.RECORD_MALFORMED, detail).at(pointer));
  }

  /**
   * @param line from 1
   */
  static Unreadable line(long line, String detail) {
    return new Unreadable(
        Problem.of(ProblemCode.RECORD_MALFORMED, "line " + line + ": " + detail)
            .with("position", line));
  }

  /**
   * @param reason what the parser found, in our words
   * @param reached where the parser is, for what it finds without a place
   */
  static Unreadable parsing(String reason, JsonProcessingException e, JsonLocation reached) {
    var place = Objects.requireNonNullElse(e.getLocation(), reached);
    return line(place.getLineNr(), reason + column(place.getColumnNr()));
  }

  private static String column(int column) {
    return column < 1 ? "" : " (column " + column + ")";
  }

  Problem problem() {
    return problem;
  }
}
