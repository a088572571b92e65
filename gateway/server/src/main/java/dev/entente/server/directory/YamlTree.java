package dev.entente.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Shown;
import dev.entente.server.directory.Yaml.Refused;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * One YAML document as a JSON tree with the line of each place. Works on the parser's events, since
 * only they tell a tag that somebody wrote from one that was inferred. What an alias repeats counts
 * as if it were written out, so a small file cannot stand for a large tree.
 */
final class YamlTree {
  private static final int MOST_VALUES = 50_000;
  private static final int DEEPEST = 50;

  private record Anchored(JsonNode node, int values) {}

  private final Iterator<Event> events;
  private final Scalars scalars;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final JsonNode document;
  private int values;

  YamlTree(Iterable<Event> events, Environment environment) throws Refused {
    this.events = events.iterator();
    this.scalars = new Scalars(environment);
    this.document = only();
  }

  JsonNode document() {
    return document;
  }

  Map<String, Integer> lines() {
    return lines;
  }

  private JsonNode only() throws Refused {
    @Nullable JsonNode first = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent) {
        if (first != null) {
          throw new Refused(line(event), "a second document begins here; a file holds one");
        }
        first = value(events.next(), "", 0);
      }
    }
    if (first == null) {
      throw new Refused(1, "the file is empty");
    }
    return first;
  }

  private JsonNode value(Event event, String pointer, int depth) throws Refused {
    lines.putIfAbsent(pointer, line(event));
    if (depth > DEEPEST) {
      throw new Refused(line(event), "nested more than " + DEEPEST + " deep");
    }
    int before = values;
    count(event, 1);
    JsonNode node =
        switch (event) {
          case AliasEvent alias -> repeated(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent start -> mapping(start, pointer, depth);
          case CollectionStartEvent start -> sequence(start, pointer, depth);
          default -> throw new Refused(line(event), "a value is missing here");
        };
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      int size = values - before;
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, size)));
    }
    return node;
  }

  private JsonNode scalar(ScalarEvent scalar) throws Refused {
    untagged(scalar.getTag(), scalar);
    return scalars.value(scalar, line(scalar));
  }

  private JsonNode repeated(AliasEvent alias) throws Refused {
    @Nullable Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new Refused(line(alias), "`*" + alias.getAlias() + "` repeats nothing before it");
    }
    count(alias, anchored.values());
    return anchored.node();
  }

  private ObjectNode mapping(MappingStartEvent start, String pointer, int depth) throws Refused {
    untagged(start.getTag(), start);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      String name = name(event);
      if (object.has(name)) {
        throw new Refused(
            line(event),
            "`%s` stands here twice, first at line %d"
                .formatted(Shown.of(name), lines.get(pointer + "/" + escape(name))));
      }
      String place = pointer + "/" + escape(name);
      lines.put(place, line(event));
      object.set(name, value(events.next(), place, depth + 1));
    }
    return object;
  }

  private ArrayNode sequence(CollectionStartEvent start, String pointer, int depth) throws Refused {
    untagged(start.getTag(), start);
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      array.add(value(event, pointer + "/" + array.size(), depth + 1));
    }
    return array;
  }

  private static String name(Event event) throws Refused {
    if (event instanceof ScalarEvent scalar) {
      untagged(scalar.getTag(), event);
      if (Variables.in(scalar.getValue())) {
        throw new Refused(line(event), "a variable of the environment stands only in a value");
      }
      return scalar.getValue();
    }
    throw new Refused(line(event), "a name before `:` is a plain word, not a list or an alias");
  }

  private void count(Event event, int more) throws Refused {
    values += more;
    if (values > MOST_VALUES) {
      throw new Refused(line(event), "more than " + MOST_VALUES + " values, aliases written out");
    }
  }

  private static void untagged(Optional<String> tag, Event event) throws Refused {
    if (tag.isPresent()) {
      throw new Refused(line(event), "leave out the tag `" + tag.get() + "`; quote what is a text");
    }
  }

  private static int line(Event event) {
    return 1 + event.getStartMark().map(Mark::getLine).orElse(0);
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
