package dev.entente.reciprocity;

import dev.entente.catalog.Release;
import dev.entente.json.Shown;
import java.util.Locale;

/** The form of a release as it is priced and remembered, weakest first. */
public enum Form {
  BAND(0, 300),
  TRUNCATE(1, 300),
  PSEUDONYM(2, 500),
  FULL(3, 1000);

  private final int code;
  private final int weight;
  private final String text = name().toLowerCase(Locale.ROOT);

  Form(int code, int weight) {
    this.code = code;
    this.weight = weight;
  }

  /** Two bits that stand for it in the memory of cells; never reused for another form. */
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
