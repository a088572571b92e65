package dev.entente.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One refusal: its code, what to do about it, and the members that say where and how to cure it.
 *
 * @param code which refusal
 * @param detail what was wrong and what to do; never holds data of a source
 * @param members further members of the problem document, in order: {@code pointer} (RFC 6901),
 *     {@code position}, {@code unlock}, {@code remaining} and the like; JSON-ready values
 */
public record Problem(ProblemCode code, String detail, SequencedMap<String, Object> members) {
  private static final int LONGEST_POINTER = 200;

  public Problem {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, new LinkedHashMap<>());
  }

  /** A copy with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, detail, more);
  }

  /**
   * A copy that points into the request's body (RFC 6901), such as {@code /limit}; at what is
   * around the place, where the caller gave that a name too long to be repeated.
   */
  public Problem at(String pointer) {
    String place = pointer;
    while (place.length() > LONGEST_POINTER) {
      place = place.substring(0, place.lastIndexOf('/'));
    }
    return with("pointer", place);
  }

  /** A copy that names what would cure it. */
  public Problem unlock(List<String> cures) {
    return with("unlock", List.copyOf(cures));
  }

  /** The members as a document's object, standard ones first. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", code.type());
    document.put("title", code.title());
    document.put("status", code.status());
    document.put("detail", detail);
    document.putAll(members);
    return document;
  }
}
