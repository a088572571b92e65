package dev.entente.server.directory;

import dev.entente.json.Shown;
import dev.entente.json.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Words for a name that refers to nothing. */
final class Unknown {
  private static final int MOST_SHOWN = 20;

  private Unknown() {}

  /**
   * @param what such as {@code dataset}, or {@code exchange in this agreement}: the name follows
   *     the first word
   * @param known what there is
   * @param more what would be right besides
   */
  static String name(String what, String name, Collection<String> known, String... more) {
    var right = new ArrayList<>(known);
    right.addAll(List.of(more));
    String shown = String.join(", ", right.subList(0, Math.min(right.size(), MOST_SHOWN)));
    String rest = right.size() > MOST_SHOWN ? ", …" : "";
    String[] words = what.split(" ", 2);
    return "there is no %s `%s`%s%s; %s"
        .formatted(
            words[0],
            Shown.of(name),
            words.length == 1 ? "" : " " + words[1],
            Spelling.question(name, right),
            right.isEmpty() ? "there is none at all" : "there is: " + shown + rest);
  }
}
