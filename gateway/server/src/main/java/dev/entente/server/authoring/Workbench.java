package dev.entente.server.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.policies.Library;
import dev.entente.server.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An author's files and, unless they hold a copy of it, the product's library, side by side in a
 * scratch folder where {@code opa} can look at both: {@code rego}, {@code library}, {@code
 * schemas}. Authors' rules stand in {@code entente.custom} and under it; without a copy of the
 * library none of them may stand in another package of the product's.
 */
final class Workbench implements AutoCloseable {
  private static final String DECISION = "entente/disclosure/decision.rego";
  private static final Pattern READ_BY_OPA = Pattern.compile(".*\\.(rego|json|yaml|yml)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.\\[\\]\"-]+)");
  private static final Pattern BRACKET = Pattern.compile("\\[\"([^\"]*)\"\\]");

  private final Scratch scratch;
  private final Path author;
  private final List<String> files;
  private final List<String> roots;

  private Workbench(Scratch scratch, Path author, List<String> files, List<String> roots) {
    this.scratch = scratch;
    this.author = author;
    this.files = files;
    this.roots = roots;
  }

  /**
   * Lays out the author's folder.
   *
   * @param author the folder with the Rego
   * @throws Unsound if there is none in it, or rules stand where they may not
   */
  static Workbench of(Path author) throws Unsound {
    try {
      SequencedMap<String, byte[]> written = read(author);
      if (written.keySet().stream().noneMatch(name -> name.endsWith(".rego"))) {
        throw new Unsound("there is no .rego file in " + author + "; rules go there");
      }
      boolean whole = written.keySet().stream().anyMatch(name -> name.endsWith(DECISION));
      if (!whole) {
        refuseOurs(author, written);
      }
      Scratch scratch = Scratch.make();
      for (var file : written.entrySet()) {
        put(scratch.folder().resolve("rego").resolve(file.getKey()), file.getValue());
      }
      putAll(scratch.folder().resolve("schemas"), Library.schemas());
      if (!whole) {
        putAll(scratch.folder().resolve("library"), Library.rego());
      }
      return new Workbench(
          scratch,
          author,
          List.copyOf(written.keySet()),
          whole ? List.of("rego") : List.of("rego", "library"));
    } catch (IOException e) {
      throw new Unsound(author + " cannot be read: " + e.getMessage());
    }
  }

  private static SequencedMap<String, byte[]> read(Path author) throws IOException {
    var written = new TreeMap<String, byte[]>();
    try (Stream<Path> all = Files.walk(author)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = author.relativize(file).toString().replace('\\', '/');
        if (READ_BY_OPA.matcher(name).matches() && !("/" + name).contains("/.")) {
          written.put(name, Files.readAllBytes(file));
        }
      }
    }
    return written;
  }

  private static void refuseOurs(Path author, Map<String, byte[]> written) throws Unsound {
    var refused = new ArrayList<String>();
    written.forEach(
        (name, bytes) -> {
          Matcher declared = PACKAGE.matcher(new String(bytes, UTF_8));
          if (name.endsWith(".rego")
              && declared.find()
              && isOurs(BRACKET.matcher(declared.group(1)).replaceAll(".$1"))) {
            refused.add(
                "%s:%d: package %s is the product's; put rules of your own into entente.custom or a package under it"
                    .formatted(
                        author.resolve(name),
                        line(new String(bytes, UTF_8), declared.start()),
                        declared.group(1)));
          }
        });
    if (!refused.isEmpty()) {
      throw new Unsound(refused);
    }
  }

  /** Tests decide nothing, and a rule over `input.row` stands in {@code entente.rows}. */
  private static boolean isOurs(String name) {
    boolean authors =
        (name + ".").startsWith("entente.custom.")
            || name.equals("entente.rows")
            || name.endsWith("_test");
    return (name + ".").startsWith("entente.") && !authors;
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static void putAll(Path folder, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      put(folder.resolve(file.getKey()), file.getValue().getBytes(UTF_8));
    }
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** Puts a file beside the rules; gives its name, for opa. */
  String put(String name, byte[] bytes) throws Unsound {
    try {
      put(scratch.folder().resolve(name), bytes);
      return name;
    } catch (IOException e) {
      throw new Unsound(name + " cannot be written: " + e.getMessage());
    }
  }

  /** Where opa is to run. */
  Path folder() {
    return scratch.folder();
  }

  /** What opa is to read, beside the schemas. */
  List<String> roots() {
    return roots;
  }

  /** The author's files that opa reads, by their paths within the author's folder, sorted. */
  List<String> files() {
    return files;
  }

  /** The path that a person knows a file by which opa names. */
  String shown(String path) {
    if (path.startsWith("rego/")) {
      return author.resolve(path.substring("rego/".length())).toString();
    }
    return path.startsWith("library/") ? "the product's " + path.substring(8) : path;
  }

  @Override
  public void close() {
    try {
      scratch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
