package dev.entente.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * A value in a document and the place where it stands. Reading is strict: a wrong type or an
 * unknown name is {@link Malformed} at that place. Manifests, terms and request bodies are all read
 * through it, so one reader serves a file, the ledger and the wire.
 */
public final class Doc {
  private final JsonNode node;
  private final String pointer;

  private Doc(JsonNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  public static Doc of(JsonNode node) {
    return new Doc(node, "");
  }

  public String pointer() {
    return pointer;
  }

  public Malformed malformed(String message) {
    return new Malformed(pointer, message);
  }

  /** The member of that name, which must be there. */
  public Doc at(String name) {
    return find(name).orElseThrow(() -> malformed("`" + name + "` is missing"));
  }

  /** The member of that name, if it is there and not null. */
  public Optional<Doc> find(String name) {
    JsonNode member = object().get(name);
    return member == null || member.isNull()
        ? Optional.empty()
        : Optional.of(new Doc(member, pointer + "/" + escape(name)));
  }

  /** Refuses names other than these, so that a misspelt one is not silently left out. */
  public Doc only(String... names) {
    for (Malformed unknown : unknown(names)) {
      throw unknown;
    }
    return this;
  }

  /** A refusal for each name other than these, at its place. */
  public List<Malformed> unknown(String... names) {
    var known = new LinkedHashSet<>(List.of(names));
    return object().properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .map(name -> unknown(name, known))
        .toList();
  }

  private Malformed unknown(String name, Set<String> known) {
    return new Malformed(
        pointer + "/" + escape(name),
        "unknown name `"
            + Shown.of(name)
            + "`"
            + Spelling.question(name, known)
            + "; known here: "
            + String.join(", ", known));
  }

  /** The same values without the member of that name. */
  public Doc without(String name) {
    return new Doc(((ObjectNode) object()).deepCopy().without(name), pointer);
  }

  /** The members in their order. */
  public SequencedMap<String, Doc> members() {
    var members = new LinkedHashMap<String, Doc>();
    object()
        .properties()
        .forEach(
            e ->
                members.put(e.getKey(), new Doc(e.getValue(), pointer + "/" + escape(e.getKey()))));
    return Collections.unmodifiableSequencedMap(members);
  }

  public List<Doc> items() {
    if (!node.isArray()) {
      throw malformed("a list is expected here, this is " + kind());
    }
    var items = new ArrayList<Doc>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Doc(node.get(i), pointer + "/" + i));
    }
    return items;
  }

  /** The items as texts, none of them twice. */
  public List<String> texts() {
    return distinct(Doc::text);
  }

  /** The items, each made by the function, none of them twice. */
  public <T> List<T> distinct(Function<Doc, T> make) {
    Set<T> seen = new LinkedHashSet<>();
    for (Doc item : items()) {
      T value = make.apply(item);
      if (!seen.add(value)) {
        throw item.malformed("`" + Shown.of(value.toString()) + "` stands here twice");
      }
    }
    return List.copyOf(seen);
  }

  public String text() {
    if (!node.isTextual()) {
      throw malformed("a text is expected here, this is " + kind());
    }
    return node.textValue();
  }

  public boolean bool() {
    if (!node.isBoolean()) {
      throw malformed("true or false is expected here, this is " + kind());
    }
    return node.booleanValue();
  }

  /** A whole number from 0 to 2^53 − 1, such as an index or a time in seconds. */
  public long count() {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < 0
        || node.longValue() >= 1L << 53) {
      throw malformed("a count is expected here, from 0 on");
    }
    return node.longValue();
  }

  /** A whole number within the bounds, both included. */
  public int integer(int least, int most) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw malformed("a whole number from " + least + " to " + most + " is expected here");
    }
    int value = node.intValue();
    if (value < least || value > most) {
      throw malformed(value + " is not from " + least + " to " + most);
    }
    return value;
  }

  /**
   * A number that a double holds as it is written (I-JSON, RFC 7493 section 2.2). In canonical JSON
   * (RFC 8785) any other would stand as its neighbour: signed, and never read back.
   */
  public BigDecimal number() {
    if (!node.isNumber()) {
      throw malformed("a number is expected here, this is " + kind());
    }
    BigDecimal number = node.decimalValue();
    double held = number.doubleValue();
    if (Double.isInfinite(held)) {
      throw malformed(kind() + " is larger than a double holds; write one up to 1.7e308");
    }
    String read = CellJson.number(held);
    if (new BigDecimal(read).compareTo(number) != 0) {
      throw malformed(
          kind() + " is more exact than a double holds; write " + read + ", as others read it");
    }
    return number;
  }

  /** The value made by a constructor that refuses with {@link IllegalArgumentException}. */
  public <T> T as(Function<String, T> make) {
    try {
      return make.apply(text());
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  public boolean isObject() {
    return node.isObject();
  }

  public boolean isArray() {
    return node.isArray();
  }

  public JsonNode node() {
    return node;
  }

  private JsonNode object() {
    if (!node.isObject()) {
      throw malformed("named values are expected here, this is " + kind());
    }
    return node;
  }

  private String kind() {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "named values";
      case ARRAY -> "a list";
      case STRING, BINARY -> "the text `" + Shown.of(node.asText()) + "`";
      case NUMBER -> "the number " + Shown.of(node.asText());
      case BOOLEAN -> node.asText();
      case NULL, MISSING -> "nothing";
    };
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
