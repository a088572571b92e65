package dev.entente.server.drafting;

import dev.entente.catalog.FieldType;
import dev.entente.source.Cells;
import dev.entente.source.Sample;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What type a column's cells have.
 *
 * @param isSure whether all that was looked at is of the type, and nothing of it would be lost
 * @param reason why, without a cell
 */
record Typing(FieldType type, boolean isSure, String reason) {
  private static final Pattern CODE = Pattern.compile("[+-]?0[0-9]+|\\+[0-9]+");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9]+\\.([0-9]{2}|[0-9]{4})");
  private static final Pattern OTHER_DATE =
      Pattern.compile(
          "[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T].*");
  private static final Pattern OTHER_NUMBER =
      Pattern.compile("[^0-9A-Za-z]?[0-9]{1,3}([.,' ][0-9]{3})*[.,]?[0-9]*[^0-9A-Za-z]?");

  /** The narrower before the wider. */
  private static final List<FieldType> TYPES =
      List.of(
          FieldType.BOOLEAN,
          FieldType.INTEGER,
          FieldType.NUMBER,
          FieldType.DATE,
          FieldType.TIMESTAMP);

  private static final int MOST = 9;
  private static final int OF = 10;

  static Typing of(Sample.Column column) {
    List<String> cells = column.filled();
    return column
        .type()
        .map(type -> new Typing(type, true, "the source says " + column.declared()))
        .orElseGet(() -> ofTexts(cells));
  }

  private static Typing ofTexts(List<String> cells) {
    if (cells.isEmpty()) {
      return new Typing(FieldType.STRING, false, "nothing stands in it");
    }
    if (cells.stream().anyMatch(it -> CODE.matcher(it).matches())
        && cells.stream().allMatch(it -> WHOLE.matcher(it).matches())) {
      return new Typing(FieldType.STRING, true, "digits that begin with 0 or +, as codes do");
    }
    for (FieldType type : TYPES) {
      long fitting = cells.stream().filter(it -> Cells.parse(type, it) != null).count();
      if (fitting == cells.size()) {
        return all(type, cells);
      }
      if (type == FieldType.INTEGER && cells.stream().allMatch(WHOLE.asMatchPredicate())) {
        return new Typing(FieldType.STRING, true, "integers too large to be exact in JSON");
      }
      if (OF * fitting >= MOST * (long) cells.size()) {
        return new Typing(
            type,
            false,
            "%d of %d cells are no %s".formatted(cells.size() - fitting, cells.size(), type));
      }
    }
    return text(cells);
  }

  private static Typing all(FieldType type, List<String> cells) {
    if (type == FieldType.NUMBER && cells.stream().allMatch(AMOUNT.asMatchPredicate())) {
      return new Typing(FieldType.DECIMAL, true, "each cell has as many places, as amounts do");
    }
    return new Typing(type, true, "each of %d cells".formatted(cells.size()));
  }

  private static Typing text(List<String> cells) {
    if (isMost(cells, OTHER_DATE)) {
      return new Typing(
          FieldType.STRING, false, "dates in another form than 2024-12-31 or 2024-12-31T10:00:00Z");
    }
    if (isMost(cells, OTHER_NUMBER)) {
      return new Typing(FieldType.STRING, false, "numbers in another form than 1234.5");
    }
    return cells.stream().allMatch(it -> Cells.parse(FieldType.STRING, it) != null)
        ? new Typing(FieldType.STRING, true, "texts")
        : new Typing(FieldType.STRING, false, "some cells are no plain text");
  }

  private static boolean isMost(List<String> cells, Pattern form) {
    long fitting = cells.stream().filter(form.asMatchPredicate()).count();
    return OF * fitting >= MOST * (long) cells.size();
  }
}
