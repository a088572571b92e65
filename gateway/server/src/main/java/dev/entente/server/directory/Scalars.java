package dev.entente.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.entente.json.Shown;
import dev.entente.server.directory.Yaml.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * The words and numbers of YAML 1.2's core schema (section 10.3.2). Whatever is quoted is a text,
 * and so are dates; {@code yes} and {@code no} are texts too. A variable of the environment is put
 * in first, so that an unquoted one may be a number.
 */
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,9})?");
  private static final Pattern NOT_JSON = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final int LONGEST_NUMBER = 40;
  private static final int LARGEST_SCALE = 40;

  private final Variables variables;

  Scalars(Environment environment) {
    this.variables = new Variables(environment);
  }

  JsonNode value(ScalarEvent scalar, int line) throws Refused {
    String text = variables.fill(scalar.getValue(), line);
    return scalar.isPlain() ? plain(text, line) : TextNode.valueOf(text);
  }

  private static JsonNode plain(String text, int line) throws Refused {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> NullNode.getInstance();
      case "true", "True", "TRUE" -> BooleanNode.TRUE;
      case "false", "False", "FALSE" -> BooleanNode.FALSE;
      default -> isNumber(text) ? number(text, line) : TextNode.valueOf(text);
    };
  }

  private static boolean isNumber(String text) {
    return DECIMAL.matcher(text).matches()
        || OCTAL.matcher(text).matches()
        || HEXADECIMAL.matcher(text).matches()
        || NOT_JSON.matcher(text).matches();
  }

  private static JsonNode number(String text, int line) throws Refused {
    if (text.length() > LONGEST_NUMBER || NOT_JSON.matcher(text).matches()) {
      throw new Refused(
          line, "a number is finite and short; quote `" + Shown.of(text) + "` as text");
    }
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (INTEGER.matcher(text).matches()) {
      return make.numberNode(new BigInteger(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return make.numberNode(new BigInteger(text.substring(2), 8));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return make.numberNode(new BigInteger(text.substring(2), 16));
    }
    // An exponent of millions would be a number that takes for ever to add to another.
    BigDecimal number = new BigDecimal(text);
    if (Math.abs(number.scale()) > LARGEST_SCALE) {
      throw new Refused(line, "`" + text + "` is out of bounds: at most 40 places");
    }
    return make.numberNode(number);
  }
}
