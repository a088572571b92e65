package dev.entente.server.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.policies.FallibleBuiltins;
import dev.entente.policies.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * An author's rules with the product's library, as {@code opa} finds them. Holds a scratch folder.
 */
public final class Rules implements AutoCloseable {
  private static final String UNKNOWN_TEMPLATES =
      "data.entente.custom.templates - data.entente.author.partnerships";

  private final Opa opa;
  private final Workbench bench;

  private Rules(Opa opa, Workbench bench) {
    this.opa = opa;
    this.bench = bench;
  }

  /**
   * Those in a folder.
   *
   * @throws Unsound if there are none, opa is not there, or they stand in packages of the product's
   */
  public static Rules in(Path folder) throws Unsound {
    return new Rules(Opa.find(), Workbench.of(folder));
  }

  /** A test and how it went. */
  public record Test(String name, String place, boolean passed, List<String> entrypoint) {}

  Opa.Said opa(List<String> arguments) throws Unsound {
    return opa.run(bench.folder(), arguments);
  }

  Workbench bench() {
    return bench;
  }

  /** The author's own files. */
  public List<String> files() {
    return bench.files();
  }

  /**
   * Compiles them strictly, and against the schemas of what rules see.
   *
   * @param engine which of OPA's built-ins there are depends on it
   * @throws Unsound with file, line and column of each error
   */
  public void compile(Built.Engine engine) throws Unsound {
    List<String> arguments =
        new ArrayList<>(List.of("check", "--strict", "--schema", "schemas", "--format", "json"));
    if (engine == Built.Engine.WASM) {
      arguments.addAll(List.of("--capabilities", infallible()));
    }
    arguments.addAll(bench.roots());
    Opa.Said said = opa(arguments);
    if (said.exit() != 0) {
      throw new Unsound(errors(said.err().isBlank() ? said.out() : said.err()));
    }
    refuseUnknownTemplates();
  }

  /**
   * Looks for templates that are switched on and are none, which would leave no decision at all.
   *
   * @throws Unsound if there is one
   */
  private void refuseUnknownTemplates() throws Unsound {
    List<String> arguments =
        new ArrayList<>(List.of("eval", "--format", "json", UNKNOWN_TEMPLATES));
    bench.roots().forEach(root -> arguments.addAll(List.of("--data", root)));
    JsonNode unknown = json(opa(arguments).out()).at("/result/0/expressions/0/value");
    if (!unknown.isEmpty()) {
      throw new Unsound(
          "templates in package entente.custom: of %s there is none; docs/policies.md lists them"
              .formatted(unknown));
    }
  }

  /** A file with what {@code opa} can do, but for the built-ins that can fail. */
  private String infallible() throws Unsound {
    JsonNode capabilities = json(opa(List.of("capabilities", "--current")).out());
    if (!(capabilities.path("builtins") instanceof ArrayNode builtins)) {
      throw new Unsound(
          "opa does not say what it can do; is it opa %s?".formatted(Library.opaVersion()));
    }
    builtins.removeIf(it -> FallibleBuiltins.names().contains(it.path("name").asText()));
    return bench.put("capabilities.json", Json.write(capabilities));
  }

  private List<String> errors(String said) {
    SequencedSet<String> lines = new LinkedHashSet<>();
    for (JsonNode error : json(said).path("errors")) {
      JsonNode place = error.path("location");
      String where =
          place.has("file")
              ? "%s:%d:%d: "
                  .formatted(
                      bench.shown(place.get("file").asText()),
                      place.path("row").asInt(),
                      place.path("col").asInt())
              : "";
      String hint =
          error.at("/details/oneOf").isArray()
              ? "; there " + names(error.at("/details/oneOf"))
              : "";
      String message = error.path("message").asText();
      lines.add(where + fallible(message).orElse(message + hint));
    }
    return lines.isEmpty() ? List.of(said.strip()) : List.copyOf(lines);
  }

  private static Optional<String> fallible(String message) {
    return FallibleBuiltins.names().stream()
        .filter(name -> message.equals("undefined function " + name))
        .map(name -> "`" + name + "` " + FallibleBuiltins.CURE)
        .findFirst();
  }

  private static String names(JsonNode names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add(name.asText()));
    return (all.size() == 1 ? "is " : "are ") + String.join(", ", all);
  }

  /** The author's files that are not laid out as {@code opa fmt} does, as a person knows them. */
  public List<String> unformatted() throws Unsound {
    Opa.Said said = opa(List.of("fmt", "--list", "rego"));
    return said.out()
        .lines()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .map(this::place)
        .toList();
  }

  private String place(String path) {
    return bench.shown(path.substring(Math.max(0, path.indexOf("rego/"))));
  }

  /**
   * Runs the author's tests, in their order.
   *
   * @throws Unsound if they cannot be run
   */
  public List<Test> test() throws Unsound {
    Opa.Said said = opa(arguments("test", "--format", "json"));
    JsonNode results = json(said.out());
    if (!results.isArray()) {
      throw new Unsound(errors(said.err().isBlank() ? said.out() : said.err()));
    }
    var tests = new ArrayList<Test>();
    for (JsonNode result : results) {
      if (!result.path("skip").booleanValue()) {
        tests.add(test(result));
      }
    }
    return tests;
  }

  private Test test(JsonNode result) {
    JsonNode place = result.get("location");
    String name = result.get("name").textValue();
    String in = result.get("package").textValue().substring("data.".length());
    boolean passed = !result.path("fail").booleanValue() && !result.has("error");
    String why = result.at("/error/message").asText();
    return new Test(
        in + "." + name + (why.isEmpty() ? "" : ": " + why),
        bench.shown(place.get("file").textValue()) + ":" + place.get("row").intValue(),
        passed,
        // One with cases has no value that says whether all hold.
        result.has("sub_results") ? List.of() : List.of(in.replace('.', '/') + "/" + name));
  }

  /** Lines of the author's rules that no test reaches, as {@code file:line}. */
  public List<String> uncovered() throws Unsound {
    JsonNode files =
        json(opa(arguments("test", "--coverage", "--format", "json")).out()).path("files");
    var lines = new ArrayList<String>();
    for (var file : files.properties()) {
      if (file.getKey().startsWith("rego/")) {
        for (JsonNode range : file.getValue().path("not_covered")) {
          lines.add(bench.shown(file.getKey()) + ":" + range.at("/start/row").asInt());
        }
      }
    }
    return lines.stream().distinct().toList();
  }

  private List<String> arguments(String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(bench.roots());
    return arguments;
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text.getBytes(UTF_8));
    } catch (Malformed e) {
      return Json.tree(List.of()).path("none");
    }
  }

  @Override
  public void close() {
    bench.close();
  }
}
