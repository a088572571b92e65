package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.Gateway;
import dev.entente.server.running.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds answers against what openapi.json says of the call. */
final class Described {
  private static final JsonNode API = read();
  private static final Set<String> CODES =
      API.at("/components/schemas/Problem/properties/type/enum")
          .valueStream()
          .map(JsonNode::textValue)
          .collect(Collectors.toSet());

  private Described() {}

  private static JsonNode read() {
    try (InputStream in = Gateway.class.getResourceAsStream("openapi.json")) {
      return Json.read(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a call that is described, the answer's status, type and problem are. */
  static void holds(String method, String target, Reply reply) {
    if (reply.status() >= 400 && reply.body().length > 0) {
      assertThat(CODES).contains(reply.json().get("type").textValue());
    }
    List<JsonNode> operations =
        API.get("paths")
            .propertyStream()
            .filter(path -> isOf(path.getKey(), target.split("[?]", 2)[0]))
            .map(Map.Entry::getValue)
            .map(path -> path.path(method.toLowerCase(Locale.ROOT)))
            .filter(JsonNode::isObject)
            .toList();
    if (!operations.isEmpty()) {
      assertThat(operations)
          .as("%s %s answered %d %s", method, target, reply.status(), reply.text())
          .anyMatch(operation -> isDescribed(operation, reply));
    }
  }

  /** Names in braces are of one segment, but for that of a tile. */
  private static boolean isOf(String path, String target) {
    return target.matches(
        path.replace(".", "\\.").replace("{N}", ".+").replaceAll("\\{\\w+}", "[^/]+"));
  }

  private static boolean isDescribed(JsonNode operation, Reply reply) {
    JsonNode answer = operation.at("/responses/" + reply.status());
    JsonNode shared = API.at(answer.path("$ref").asText("#").substring(1));
    JsonNode content = (answer.has("$ref") ? shared : answer).path("content");
    String type = reply.headers().combined("content-type").split(";", 2)[0];
    return answer.isObject() && (reply.body().length == 0 || content.has(type));
  }
}
