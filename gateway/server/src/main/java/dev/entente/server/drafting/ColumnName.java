package dev.entente.server.drafting;

import dev.entente.catalog.FieldName;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a column is called.
 *
 * @param words in small letters without accents: {@code billingCity} is billing, city
 */
record ColumnName(String text, List<String> words) {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern HUMPS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LONGEST_COLUMN = 1_000;
  private static final int LONGEST_FIELD = 56;
  private static final int WORDS_TOGETHER = 3;

  ColumnName {
    words = List.copyOf(words);
  }

  static ColumnName of(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    List<String> words = new ArrayList<>();
    for (String word : GAPS.split(HUMPS.matcher(plain).replaceAll(" "), -1)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT).replace("ß", "ss"));
      }
    }
    return new ColumnName(text, words);
  }

  /** The first of the words, or of up to three in a row written as one, that is among these. */
  boolean hasOne(Set<String> of) {
    for (int from = 0; from < words.size(); from++) {
      var together = new StringBuilder();
      for (int to = from; to < Math.min(words.size(), from + WORDS_TOGETHER); to++) {
        if (of.contains(together.append(words.get(to)).toString())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a manifest can name it: <code>${</code> and two characters for private use stand for
   * the environment there.
   */
  boolean isWritable() {
    return !text.isEmpty()
        && text.length() <= LONGEST_COLUMN
        && !text.contains("${")
        && text.codePoints().noneMatch(ColumnName::isUnwritable);
  }

  private static boolean isUnwritable(int c) {
    int type = Character.getType(c);
    return c == 0 || type == Character.PRIVATE_USE || type == Character.SURROGATE;
  }

  /** Itself where a field may be called so, otherwise its words. */
  FieldName field(Set<FieldName> taken) {
    String made = text;
    if (!isField(text)) {
      String joined = String.join("-", words).replaceAll("[^a-z0-9-]", "");
      String cut = joined.substring(0, Math.min(LONGEST_FIELD, joined.length()));
      made = isField(cut) ? cut : "field";
    }
    FieldName name = new FieldName(made);
    for (int n = 2; taken.contains(name); n++) {
      String stem = made.substring(0, Math.min(LONGEST_FIELD, made.length()));
      name = new FieldName(stem + "-" + n);
    }
    return name;
  }

  private static boolean isField(String text) {
    try {
      return new FieldName(text).value().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
