package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The part of JSON Schema that a description uses, held against an answer. */
record Schemas(JsonNode api) {
  static Schemas of(JsonNode api) {
    return new Schemas(api);
  }

  void hold(JsonNode schema, JsonNode value, String where) {
    JsonNode meant =
        schema.has("$ref") ? api.at(schema.get("$ref").textValue().substring(1)) : schema;
    assertThat(meant.isObject()).as("%s is described", where).isTrue();
    if (meant.has("enum")) {
      assertThat(meant.get("enum").valueStream()).as(where).contains(value);
    }
    if (meant.has("type")) {
      assertThat(types(meant.get("type"))).as("%s: %s", where, value).anyMatch(it -> is(it, value));
    }
    if (meant.has("required")) {
      assertThat(meant.get("required").valueStream().map(JsonNode::textValue))
          .as("%s has what is required", where)
          .allMatch(value::has);
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode described = meant.path("properties").path(member.getKey());
      JsonNode others = meant.path("additionalProperties");
      String there = where + "/" + member.getKey();
      if (described.isObject() || others.isObject()) {
        hold(described.isObject() ? described : others, member.getValue(), there);
      } else {
        assertThat(others.isBoolean() && !others.booleanValue())
            .as("%s is described", there)
            .isFalse();
      }
    }
    if (value.isArray() && meant.has("items")) {
      value.forEach(it -> hold(meant.get("items"), it, where + "/-"));
    }
  }

  private static List<String> types(JsonNode type) {
    return (type.isArray() ? type.valueStream() : Stream.of(type))
        .map(JsonNode::textValue)
        .toList();
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
