package dev.entente.policies.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy's {@code system.log.mask} says of one event, as OPA reads it: paths to remove, and
 * objects {@code {"op": "remove"|"upsert", "path", "value"}}. A path that leads nowhere is passed
 * over; a rule that is not understood is a failure, since nobody knows what it was to hide.
 */
final class Mask {
  private static final List<String> PARTS = List.of("input", "result", "nd_builtin_cache");

  private final ObjectNode event;
  private final List<String> erased = new ArrayList<>();
  private final List<String> masked = new ArrayList<>();
  private final List<ArrayNode> holed = new ArrayList<>();

  private Mask(ObjectNode event) {
    this.event = event;
  }

  /**
   * Masks the event in place, and lists in it what was erased and masked.
   *
   * @throws Malformed if a rule is not understood; the event is then masked by halves
   */
  static void apply(JsonNode rules, ObjectNode event) {
    var mask = new Mask(event);
    for (Doc rule : Doc.of(rules).items()) {
      mask.rule(rule);
    }
    mask.holed.forEach(Mask::close);
    if (!mask.erased.isEmpty()) {
      mask.erased.stream().sorted().forEach(event.putArray("erased")::add);
    }
    if (!mask.masked.isEmpty()) {
      mask.masked.stream().sorted().forEach(event.putArray("masked")::add);
    }
  }

  private void rule(Doc rule) {
    if (rule.node().isTextual()) {
      remove(rule, rule.text());
      return;
    }
    String path = rule.at("path").text();
    switch (rule.at("op").text()) {
      case "remove" -> remove(rule, path);
      case "upsert" ->
          upsert(
              rule,
              path,
              Objects.requireNonNullElseGet(rule.node().get("value"), NullNode::getInstance));
      default -> throw rule.at("op").malformed("an op is remove or upsert");
    }
  }

  private static String[] steps(Doc rule, String path) {
    String[] steps = path.startsWith("/") ? path.substring(1).split("/", -1) : new String[0];
    if (steps.length == 0 || !PARTS.contains(steps[0])) {
      throw rule.malformed("a path begins with /input or /result");
    }
    return steps;
  }

  /** Indexes are those of the event as the rules saw it, so what is removed leaves its place. */
  private void remove(Doc rule, String path) {
    String[] steps = steps(rule, path);
    JsonNode parent = event;
    for (int i = 0; i < steps.length - 1; i++) {
      parent = child(parent, steps[i]);
    }
    String last = steps[steps.length - 1];
    if (child(parent, last).isMissingNode()) {
      return;
    }
    if (parent instanceof ObjectNode object) {
      object.remove(last);
    } else if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), MissingNode.getInstance());
      holed.add(array);
    }
    erased.add(path);
  }

  private static void close(ArrayNode array) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (array.get(i).isMissingNode()) {
        array.remove(i);
      }
    }
  }

  private void upsert(Doc rule, String path, JsonNode value) {
    String[] steps = steps(rule, path);
    if (!event.has(steps[0])) {
      return;
    }
    JsonNode parent = event;
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode next = child(parent, steps[i]);
      if (next.isMissingNode() && parent instanceof ObjectNode object) {
        next = object.putObject(steps[i]);
      }
      parent = next;
    }
    String last = steps[steps.length - 1];
    if (parent instanceof ObjectNode object) {
      object.set(last, value.deepCopy());
      masked.add(path);
    } else if (parent instanceof ArrayNode array && index(array, last).isPresent()) {
      array.set(index(array, last).get(), value.deepCopy());
      masked.add(path);
    }
  }

  private static JsonNode child(JsonNode parent, String step) {
    return switch (parent) {
      case ObjectNode object -> object.path(step);
      case ArrayNode array ->
          index(array, step).<JsonNode>map(array::get).orElseGet(MissingNode::getInstance);
      default -> MissingNode.getInstance();
    };
  }

  private static Optional<Integer> index(ArrayNode array, String step) {
    if (!step.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(step)).filter(index -> index < array.size());
  }
}
