package dev.entente.catalog;

import dev.entente.json.Shown;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One figure of a group, such as {@code average(employees)}.
 *
 * @param field empty for the count of records, which needs none
 */
public record Measure(Function function, Optional<FieldName> field) {
  private static final Pattern OF_FIELD = Pattern.compile("(sum|average|min|max)\\((.*)\\)");

  /** What becomes of the values of a group; nulls are left out. */
  public enum Function {
    COUNT,
    SUM,
    AVERAGE,
    MIN,
    MAX;

    /** Whether it gives one record's own value. */
    public boolean isOneRecords() {
      return this == MIN || this == MAX;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads {@code count} or {@code sum(field)} and its like. */
  public static Measure parse(String text) {
    if (text.equals("count")) {
      return new Measure(Function.COUNT, Optional.empty());
    }
    Matcher of = OF_FIELD.matcher(text);
    if (!of.matches()) {
      throw new IllegalArgumentException(
          "`"
              + Shown.of(text)
              + "` is no measure; those are count, sum(f), average(f), min(f) and max(f)");
    }
    return new Measure(
        Function.valueOf(of.group(1).toUpperCase(Locale.ROOT)),
        Optional.of(new FieldName(of.group(2))));
  }

  @Override
  public String toString() {
    return field.map(name -> function + "(" + name + ")").orElse(function.toString());
  }
}
