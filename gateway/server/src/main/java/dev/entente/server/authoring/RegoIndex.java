package dev.entente.server.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where rules stand in formatted Rego: what begins at the start of a line and is no package, import
 * or comment is a rule, and the title in the METADATA above it is its own.
 */
public final class RegoIndex {
  private static final Pattern PACKAGE = Pattern.compile("package\\s+([\\w.]+).*");
  private static final Pattern HEAD = Pattern.compile("(?:default\\s+)?([A-Za-z_]\\w*).*");
  private static final Pattern TITLE = Pattern.compile("#\\s*title:\\s*(.*)");

  private final List<Rule> rules = new ArrayList<>();

  /**
   * A rule, or one of several of the same path.
   *
   * @param path such as {@code entente.custom.deny}
   * @param title of its METADATA; empty if it has none
   * @param text from its head to the next
   */
  public record Rule(String path, String title, String file, int line, String text) {
    /** As {@code file:line}. */
    public String place() {
      return file + ":" + line;
    }
  }

  /** The rules in these files. */
  public static RegoIndex of(Map<String, String> files) {
    var index = new RegoIndex();
    files.forEach(index::read);
    return index;
  }

  /** Those of that path, in the order of the files. */
  public List<Rule> at(String path) {
    return rules.stream().filter(rule -> rule.path().equals(path)).toList();
  }

  /** All of them. */
  public List<Rule> all() {
    return List.copyOf(rules);
  }

  private void read(String file, String text) {
    String in = "";
    String title = "";
    boolean metadata = false;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher declared = PACKAGE.matcher(line);
      Matcher head = HEAD.matcher(line);
      if (line.startsWith("#")) {
        metadata = line.strip().equals("# METADATA") || metadata;
        Matcher said = TITLE.matcher(line);
        if (metadata && said.matches()) {
          title = said.group(1).strip();
        }
      } else if (declared.matches()) {
        in = declared.group(1);
        title = "";
        metadata = false;
      } else if (head.matches() && !line.startsWith("import ")) {
        rules.add(
            new Rule(
                in + "." + head.group(1),
                title,
                file,
                i + 1,
                body(lines.subList(i, lines.size()))));
        title = "";
        metadata = false;
      }
    }
  }

  /** From its head to the blank line, comment or head that follows its end. */
  private static String body(List<String> lines) {
    var body = new StringBuilder(lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      if (HEAD.matcher(line).matches() || line.startsWith("#")) {
        break;
      }
      body.append('\n').append(line);
    }
    return body.toString();
  }
}
