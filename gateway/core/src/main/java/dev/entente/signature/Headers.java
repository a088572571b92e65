package dev.entente.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one message, in the order in which they were received. Names are
 * lower-cased, values are kept as they came; one entry is one field line. Immutable.
 */
public final class Headers {
  private static final Headers NONE = new Headers(List.of());

  /** One field line. */
  public record Header(String name, String value) {
    public Header {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  private final List<Header> lines;

  private Headers(List<Header> lines) {
    this.lines = lines;
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(List<Header> lines) {
    return new Headers(List.copyOf(lines));
  }

  /**
   * The field lines given as name, value, name, value.
   *
   * @throws IllegalArgumentException if a name has no value
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "headers come as name, value, name, value; the last of these "
              + namesAndValues.length
              + " texts has no value");
    }
    var lines = new ArrayList<Header>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(lines);
  }

  /** A copy with these lines after its own. */
  public Headers and(Headers more) {
    var all = new ArrayList<>(lines);
    all.addAll(more.lines);
    return of(all);
  }

  /** All lines, in order. */
  public List<Header> lines() {
    return lines;
  }

  /** Whether a line has this name, which must be in lower case. */
  public boolean contains(String name) {
    return count(name) > 0;
  }

  /** How many lines have this name, which must be in lower case. */
  public int count(String name) {
    int count = 0;
    for (Header line : lines) {
      if (line.name().equals(name)) {
        count++;
      }
    }
    return count;
  }

  /** The values of the lines with this name (in lower case), in order, without outer whitespace. */
  public List<String> values(String name) {
    var values = new ArrayList<String>(1);
    for (Header line : lines) {
      if (line.name().equals(name)) {
        values.add(trimmed(line.value()));
      }
    }
    return values;
  }

  /**
   * The field's one value after RFC 9421 section 2.1: each line without outer whitespace, joined by
   * a comma and a space; null where no line has this name (in lower case).
   */
  public @Nullable String combined(String name) {
    String value = null;
    for (Header line : lines) {
      if (line.name().equals(name)) {
        String next = trimmed(line.value());
        value = value == null ? next : value + ", " + next;
      }
    }
    return value;
  }

  /** Without the spaces and tabs at both ends (OWS of RFC 9110 section 5.6.3). */
  static String trimmed(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && blank(value.charAt(start))) {
      start++;
    }
    while (end > start && blank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The names alone: values may be a partner's data. */
  @Override
  public String toString() {
    return lines.stream().map(Header::name).toList().toString();
  }
}
