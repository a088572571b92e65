package dev.entente.contribution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.FieldType;
import dev.entente.json.CellJson;
import java.math.BigDecimal;

/** One value of a record, as its field wants it. */
final class Value {
  private Value() {}

  /**
   * The value as one of the field's type, within its bounds. In JSON numbers are numbers, and a
   * decimal may be a text too; in CSV everything is a text.
   *
   * @throws IllegalArgumentException if it is none; the message says why, without the field's name
   */
  static Object read(Wanted field, JsonNode node, Format format) {
    return bounded(
        field, field.type().parse(format == Format.CSV ? node.textValue() : text(field, node)));
  }

  private static String text(Wanted field, JsonNode node) {
    FieldType type = field.type();
    boolean fits =
        switch (type) {
          case STRING, DATE, TIMESTAMP -> node.isTextual();
          case INTEGER, NUMBER -> node.isNumber();
          case DECIMAL -> node.isNumber() || node.isTextual();
          case BOOLEAN -> node.isBoolean();
        };
    if (!fits) {
      throw new IllegalArgumentException(
          kind(node) + " where a value of type " + type + " belongs");
    }
    return type == FieldType.INTEGER ? whole(node) : node.asText();
  }

  /** JSON knows numbers only: 3.0 and 3e0 are the integer 3. */
  private static String whole(JsonNode node) {
    try {
      return Long.toString(node.decimalValue().longValueExact());
    } catch (ArithmeticException e) {
      return node.asText();
    }
  }

  private static Object bounded(Wanted field, Object value) {
    field
        .minimum()
        .filter(minimum -> FieldType.exact(value).compareTo(minimum) < 0)
        .ifPresent(minimum -> refuse(value, "is below the minimum", minimum));
    field
        .maximum()
        .filter(maximum -> FieldType.exact(value).compareTo(maximum) > 0)
        .ifPresent(maximum -> refuse(value, "is above the maximum", maximum));
    return value;
  }

  private static void refuse(Object value, String how, BigDecimal bound) {
    throw new IllegalArgumentException(CellJson.plainText(value) + " " + how + " " + bound);
  }

  /** What stands there, without what it says. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL, MISSING -> "null";
    };
  }
}
