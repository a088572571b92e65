package dev.entente.server.directory;

import dev.entente.server.directory.Yaml.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the environment's values in the place of <code>${NAME}</code>. The braces mean something to
 * YAML within <code>{…}</code>, so references are marked in the text before it is parsed, by two
 * characters that nobody has a use for, and filled afterwards: no value is ever read as YAML.
 */
record Variables(Environment environment) {
  private static final char OPEN = '\uE000';
  private static final char CLOSE = '\uE001';
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern MARKED = Pattern.compile(OPEN + "([^" + CLOSE + "]*)" + CLOSE);

  /** The place of the first character that would be taken for a mark, or −1. */
  static int confusing(String text) {
    int open = text.indexOf(OPEN);
    return open >= 0 ? open : text.indexOf(CLOSE);
  }

  /** The text of a file, ready for the parser; as many lines as before. */
  static String mark(String text) {
    return REFERENCE.matcher(text).replaceAll(OPEN + "$1" + CLOSE);
  }

  /** Whether a name is made by the environment, which only values may be. */
  static boolean in(String name) {
    return name.indexOf(OPEN) >= 0;
  }

  /** The text with the values in their places; what they hold is not looked at again. */
  String fill(String text, int line) throws Refused {
    if (text.contains("${")) {
      throw new Refused(
          line, "`${` begins the name of an environment variable, such as `${DB_USER}`");
    }
    var filled = new StringBuilder();
    var matcher = MARKED.matcher(text);
    while (matcher.find()) {
      matcher.appendReplacement(filled, "");
      filled.append(value(matcher.group(1), line));
    }
    return matcher.appendTail(filled).toString();
  }

  private String value(String name, int line) throws Refused {
    @Nullable String value = environment.value(name);
    if (value == null) {
      throw new Refused(line, "the environment has no `" + name + "`; set it before the start");
    }
    return value;
  }
}
