package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The product's own Rego and the schemas of what rules see, as they are built with authors' rules.
 */
public final class Library {
  private static final List<String> SCHEMAS = List.of("custom", "disclosure", "promotion");

  private Library() {}

  /** Its files by path, such as {@code entente/disclosure/decision.rego}; no tests. */
  public static SequencedMap<String, String> rego() {
    var files = new LinkedHashMap<String, String>();
    resource("default-bundle.sources")
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .forEach(path -> files.put(path.substring("rego/".length()), resource(path)));
    return files;
  }

  /** The JSON schemas by the name of their file, such as {@code disclosure.json}. */
  public static SequencedMap<String, String> schemas() {
    var files = new LinkedHashMap<String, String>();
    SCHEMAS.forEach(name -> files.put(name + ".json", resource("schemas/" + name + ".json")));
    return files;
  }

  /** The version of OPA that it is built with. */
  public static String opaVersion() {
    return resource("OPA_VERSION").strip();
  }

  private static String resource(String name) {
    try (InputStream in = Library.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
