package dev.entente.server.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.Terms;
import dev.entente.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A version of an agreement's terms, as its entries tell it.
 *
 * @param offered when we signed it, by whose order and why
 * @param accepted when the partner signed it; empty if it did not
 * @param inForce whether it is the one that counts now
 * @param changes from the version before it, whether that was accepted or not; none of the first
 */
public record Version(
    Terms terms, Line offered, Optional<Line> accepted, boolean inForce, List<Change> changes) {
  public Version {
    changes = List.copyOf(changes);
  }

  /**
   * Something that stands otherwise.
   *
   * @param what the names that lead to it in the terms
   */
  public record Change(String what, String before, String after) {
    private Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("what", what);
      json.put("before", before);
      json.put("after", after);
      return json;
    }
  }

  /** What the terms say otherwise than those before. */
  static List<Change> changes(Terms before, Terms after) {
    var old = flat(before);
    var now = flat(after);
    var names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(old.get(name), now.get(name)))
        .map(
            name ->
                new Change(name, old.getOrDefault(name, "none"), now.getOrDefault(name, "none")))
        .toList();
  }

  /** All that the terms say, each by the names that lead to it. */
  public SequencedMap<String, String> said() {
    return flat(terms);
  }

  private static SequencedMap<String, String> flat(Terms terms) {
    var flat = new LinkedHashMap<String, String>();
    flatten("", Json.tree(terms.document()), flat);
    return flat;
  }

  private static void flatten(String name, JsonNode value, Map<String, String> flat) {
    if (value.isObject()) {
      value.properties().forEach(it -> flatten(under(name, it.getKey()), it.getValue(), flat));
    } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainerNode)) {
      int number = 0;
      for (JsonNode item : value) {
        number++;
        flatten(
            under(name, item.path("stage").asText(item.path("name").asText("" + number))),
            item,
            flat);
      }
    } else {
      flat.put(
          name,
          value.isArray()
              ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
              : value.asText());
    }
  }

  private static String under(String name, String member) {
    return name.isEmpty() ? member : name + " " + member;
  }

  Version accepted(Line line) {
    return new Version(terms, offered, Optional.of(line), true, changes);
  }

  Version superseded() {
    return new Version(terms, offered, accepted, false, changes);
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("terms-hash", terms.hash().toString());
    json.put("offered", offered.json());
    json.put("accepted", accepted.map(Line::json).orElse(null));
    json.put("in-force", inForce);
    json.put("changes", changes.stream().map(Change::json).toList());
    return json;
  }
}
