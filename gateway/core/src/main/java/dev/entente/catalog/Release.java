package dev.entente.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** What is left of a cell when it is released. A cell that is withheld has no release. */
public sealed interface Release {
  int MOST_BOUNDS = 100;
  int MOST_DIGITS = 30;
  int LONGEST_KEEP = 1000;

  /** The cell as it is. */
  record Full() implements Release {}

  /** Only between which two of the bounds a number lies. */
  record Band(List<BigDecimal> bounds) implements Release {
    public Band {
      bounds = bounds.stream().map(Band::plain).toList();
      if (bounds.isEmpty() || bounds.size() > MOST_BOUNDS) {
        throw new IllegalArgumentException("a band has 1 to " + MOST_BOUNDS + " bounds");
      }
      for (int i = 1; i < bounds.size(); i++) {
        if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
          throw new IllegalArgumentException("bounds rise, " + bounds + " do not");
        }
      }
    }

    /** One way to write each number, however it came: 100, never 1E+2 or 100.0. */
    private static BigDecimal plain(BigDecimal bound) {
      BigDecimal shortest = bound.stripTrailingZeros();
      if ((long) shortest.precision() - shortest.scale() > MOST_DIGITS
          || shortest.scale() > MOST_DIGITS) {
        throw new IllegalArgumentException("a bound has at most " + MOST_DIGITS + " digits");
      }
      return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
  }

  /** The first code points of a text and an ellipsis. */
  record Truncate(int keep) implements Release {
    public Truncate {
      if (keep < 1 || keep > LONGEST_KEEP) {
        throw new IllegalArgumentException("keep is from 1 to " + LONGEST_KEEP);
      }
    }
  }

  /** A date's or timestamp's year, or year and month. */
  record TruncateTo(Unit unit) implements Release {
    /** How much of the date is left. */
    public enum Unit {
      YEAR,
      MONTH;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** A name that stands for the value towards this agreement alone. */
  record Pseudonym() implements Release {}

  /** Nothing of any one record; only what groups of at least k of them come to. */
  record Aggregate() implements Release {}

  /** The form's name on the wire and in the ledger. */
  default String form() {
    return switch (this) {
      case Full() -> "full";
      case Pseudonym() -> "pseudonym";
      case Aggregate() -> "aggregate";
      case Band _ -> "band";
      case Truncate _, TruncateTo _ -> "truncate";
    };
  }

  /** Whether this tells no more than the other of any value, and can stand in its place at once. */
  default boolean narrows(Release other) {
    return switch (this) {
      case Band(List<BigDecimal> few) when other instanceof Band(List<BigDecimal> many) ->
          many.containsAll(few);
      case Truncate(int less) when other instanceof Truncate(int more) -> less <= more;
      case TruncateTo(TruncateTo.Unit less)
          when other instanceof TruncateTo(TruncateTo.Unit more) ->
          less.compareTo(more) <= 0;
      case Full _, Pseudonym _, Aggregate _, Band _, Truncate _, TruncateTo _ -> equals(other);
    };
  }

  /** Whether a field of that type can be released so. */
  default boolean suits(FieldType type) {
    return switch (this) {
      case Full(), Pseudonym() -> true;
      case Aggregate() -> type.isNumeric();
      case Band(List<BigDecimal> bounds) ->
          type.isNumeric()
              && (type != FieldType.INTEGER || bounds.stream().allMatch(b -> b.scale() == 0));
      case Truncate _ -> type == FieldType.STRING;
      case TruncateTo _ -> type.isTemporal();
    };
  }

  /** What is wrong, and would be right, where this does not suit the type. */
  default String misfit(FieldType type) {
    if (this instanceof Band && type.isNumeric()) {
      return "the bounds of an integer's band are whole numbers";
    }
    if (this instanceof Truncate && type.isTemporal()) {
      return "a " + type + " is truncated by `to: year` or `to: month`";
    }
    if (this instanceof Aggregate) {
      return "only numbers are summed, so a " + type + " cannot be released as aggregate";
    }
    return this instanceof TruncateTo && type == FieldType.STRING
        ? "a string is truncated by `keep: 3`"
        : "a field of type " + type + " cannot be released as " + form();
  }

  /** Reads {@code {"release": "band", "bounds": […]}} and its like. */
  static Release read(Doc doc) {
    try {
      return switch (doc.at("release").text()) {
        case "full" -> only(doc, new Full());
        case "pseudonym" -> only(doc, new Pseudonym());
        case "aggregate" -> only(doc, new Aggregate());
        case "band" ->
            new Band(
                doc.only("release", "bounds").at("bounds").items().stream()
                    .map(Doc::number)
                    .toList());
        case "truncate" -> truncate(doc.only("release", "keep", "to"));
        default ->
            throw doc.at("release")
                .malformed("a release is full, band, truncate, pseudonym or aggregate");
      };
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** The form that {@link #read} reads. */
  default JsonNode json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("release", form());
    switch (this) {
      case Full(), Pseudonym(), Aggregate() -> {}
      case Band(List<BigDecimal> bounds) -> json.put("bounds", bounds);
      case Truncate(int keep) -> json.put("keep", keep);
      case TruncateTo(TruncateTo.Unit unit) -> json.put("to", unit.toString());
    }
    return Json.tree(json);
  }

  private static Release only(Doc doc, Release release) {
    doc.only("release");
    return release;
  }

  private static Release truncate(Doc doc) {
    if (doc.find("keep").isPresent() == doc.find("to").isPresent()) {
      throw doc.malformed("truncate says either `keep: 3` (texts) or `to: year` (dates)");
    }
    if (doc.find("keep").isPresent()) {
      return new Truncate(doc.at("keep").integer(1, LONGEST_KEEP));
    }
    return switch (doc.at("to").text()) {
      case "year" -> new TruncateTo(TruncateTo.Unit.YEAR);
      case "month" -> new TruncateTo(TruncateTo.Unit.MONTH);
      default -> throw doc.at("to").malformed("`to` is year or month");
    };
  }
}
