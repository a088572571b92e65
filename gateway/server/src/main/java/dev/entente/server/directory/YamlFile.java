package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.util.Map;

/**
 * What a YAML file says, and where.
 *
 * @param name relative to the alliance directory
 * @param doc the whole document, as JSON
 * @param lines the line of each JSON pointer (RFC 6901): that of the name of a named value, that of
 *     the beginning of any other
 */
public record YamlFile(String name, Doc doc, Map<String, Integer> lines) {
  public YamlFile {
    lines = Map.copyOf(lines);
  }

  /** The line, counted from 1, of this place or of the nearest around it. */
  public int line(String pointer) {
    String place = pointer;
    while (!lines.containsKey(place) && !place.isEmpty()) {
      place = place.substring(0, place.lastIndexOf('/'));
    }
    return lines.getOrDefault(place, 1);
  }

  /** What a reader of the document refuses, as a person finds it in the file. */
  public Mistake mistake(Malformed malformed) {
    return new Mistake(name, line(malformed.pointer()), malformed.reason());
  }

  /** The part of the file's name that says what it describes: {@code accounts}. */
  String stem() {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.substring(0, last.lastIndexOf('.'));
  }
}
