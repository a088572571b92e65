package dev.entente.server.drafting;

import dev.entente.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a draft as a manifest, each field with its reason beside it. */
public final class ManifestText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** Words that YAML of some version reads as something else. */
  private static final Set<String> TAKEN =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private ManifestText() {}

  public static String of(Draft draft) {
    var text = new StringBuilder();
    text.append("# Drafted from ")
        .append(looked(draft))
        .append(". Look at each line before a partner does.\n");
    text.append(
        "# `never` is hidden until somebody says what it is; so is any column the source gets later.\n");
    for (String column : draft.unnamed()) {
      text.append("# No field can name the column ").append(remark(column)).append(": hidden.\n");
    }
    text.append("dataset: ").append(scalar(draft.id().value())).append('\n');
    text.append("title: ").append(scalar(title(draft.id().value()))).append('\n');
    text.append("source: ").append(draft.source()).append('\n');
    text.append("key: [")
        .append(
            draft.key().stream().map(it -> scalar(it.value())).collect(Collectors.joining(", ")))
        .append("]\n");
    text.append("fields:\n");
    draft.fields().forEach(field -> text.append(line(field)));
    return text.toString();
  }

  private static String looked(Draft draft) {
    Draft.Looked looked = draft.looked();
    String of =
        looked.whole() ? "" : looked.total().map(it -> " of about " + it).orElse(" of more");
    return looked.rows() + of + " rows";
  }

  private static String title(String id) {
    String words = id.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String line(Draft.Field field) {
    String type = field.type().map(it -> "type: " + it + ", ").orElse("");
    String column =
        field.column().equals(field.name().value()) ? "" : ", column: " + scalar(field.column());
    return "  %s: {%scategory: %s, value: %d, stage: %s%s}  # %s\n"
        .formatted(
            scalar(field.name().value()),
            type,
            scalar(field.category()),
            field.value(),
            scalar(field.stage().map(Object::toString).orElse("never")),
            column,
            remark(field.reason()));
  }

  /** A text as YAML reads it back: plain where it is a word, else in JSON's quotes. */
  static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : escaped(new String(Json.write(text), StandardCharsets.UTF_8));
  }

  /** What YAML does not want to see as it is, such as a line end of another script. */
  private static String escaped(String json) {
    return json.codePoints()
        .mapToObj(c -> c < 0x7f || isSeen(c) ? Character.toString(c) : escape(c))
        .collect(Collectors.joining());
  }

  private static boolean isSeen(int c) {
    return Character.isLetterOrDigit(c) && c > 0x9f;
  }

  private static String escape(int c) {
    return c <= 0xffff
        ? String.format(Locale.ROOT, "\\u%04x", c)
        : String.format(Locale.ROOT, "\\U%08x", c);
  }

  /** In one line of a comment, whatever a source calls its things. */
  private static String remark(String text) {
    return text.codePoints()
        .mapToObj(c -> (c >= ' ' && c < 0x7f) || isSeen(c) ? Character.toString(c) : escape(c))
        .collect(Collectors.joining());
  }
}
