package dev.entente.reciprocity;

import dev.entente.catalog.Release;
import dev.entente.json.Shown;
import java.util.List;
import java.util.Locale;

/** The form of a release as it is priced and remembered, weakest first. */
public enum Form {
  /** Told of groups, whose memory is apart from that of records; so it shares a code. */
  AGGREGATE(0, 100),
  BAND(0, 300),
  TRUNCATE(1, 300),
  PSEUDONYM(2, 500),
  FULL(3, 1000);

  /** Those in which a record can be released, weakest first. */
  static final List<Form> OF_RECORDS = List.of(BAND, TRUNCATE, PSEUDONYM, FULL);

  private final int code;
  private final int weight;
  private final String text = name().toLowerCase(Locale.ROOT);

  Form(int code, int weight) {
    this.code = code;
    this.weight = weight;
  }

  /** Two bits that stand for it in a memory of cells; never reused for another form there. */
  int code() {
    return code;
  }

  /** T in thousandths of the field's value. */
  public int weight() {
    return weight;
  }

  public static Form of(Release release) {
    return switch (release) {
      case Release.Full() -> FULL;
      case Release.Pseudonym() -> PSEUDONYM;
      case Release.Aggregate() -> AGGREGATE;
      case Release.Band _ -> BAND;
      case Release.Truncate _, Release.TruncateTo _ -> TRUNCATE;
    };
  }

  /** The form of that name, such as {@code band}. */
  public static Form named(String name) {
    for (Form form : values()) {
      if (form.toString().equals(name)) {
        return form;
      }
    }
    throw new IllegalArgumentException("`" + Shown.of(name) + "` is no form of release");
  }

  @Override
  public String toString() {
    return text;
  }
}
