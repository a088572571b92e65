package dev.entente.server.directory;

import dev.entente.server.directory.Yaml.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the environment's values in the place of <code>${NAME}</code>. */
record Variables(Environment environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** The text with the values in their places; what they hold is not looked at again. */
  String fill(String text, int line) throws Refused {
    var filled = new StringBuilder();
    var matcher = REFERENCE.matcher(text);
    int done = 0;
    while (matcher.find()) {
      filled.append(plain(text.substring(done, matcher.start()), line));
      filled.append(value(matcher.group(1), line));
      done = matcher.end();
    }
    return filled.append(plain(text.substring(done), line)).toString();
  }

  private String value(String name, int line) throws Refused {
    @Nullable String value = environment.value(name);
    if (value == null) {
      throw new Refused(line, "the environment has no `" + name + "`; set it before the start");
    }
    return value;
  }

  private static String plain(String text, int line) throws Refused {
    if (text.contains("${")) {
      throw new Refused(
          line, "`${` begins the name of an environment variable, such as `${DB_USER}`");
    }
    return text;
  }
}
