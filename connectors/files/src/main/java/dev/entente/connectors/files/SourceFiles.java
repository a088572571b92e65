package dev.entente.connectors.files;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a manifest names: one, or all that a pattern matches, in the order of their names.
 * In a pattern {@code *} and {@code ?} stand for what is within a name, {@code **} for any folders.
 *
 * <p>Folders that a pattern matches may say a column's value as Hive does: {@code
 * accounts/year=2024/a.parquet}. All the files then lie in folders of the same columns.
 */
record SourceFiles(List<SourceFile> all) {
  private static final int MOST = 10_000;
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  /**
   * Finds them.
   *
   * @throws Malformed if there are none, or one lies outside the directory
   */
  static SourceFiles find(Doc where, Path directory) {
    String path = where.text();
    if (path.indexOf('*') < 0 && path.indexOf('?') < 0) {
      return new SourceFiles(List.of(SourceFile.find(where, directory)));
    }
    List<SourceFile> found =
        matches(where, path, directory).stream()
            .map(match -> SourceFile.find(where, match, directory, partitions(match, path)))
            .toList();
    if (found.isEmpty()) {
      throw where.malformed("no file in the alliance directory matches `" + path + "`");
    }
    var files = new SourceFiles(found);
    for (SourceFile file : found) {
      if (!file.given().keySet().equals(files.given())) {
        throw file.malformed(
            "lies in folders of other columns than `" + found.getFirst().name() + "`");
      }
    }
    return files;
  }

  /** The columns that folders say. */
  Set<String> given() {
    return all.getFirst().given().keySet();
  }

  Format format() {
    return all.getFirst().format();
  }

  private static List<String> matches(Doc where, String path, Path directory) {
    PathMatcher matcher =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + path.replaceAll("[\\\\\\[\\]{}]", "\\\\$0"));
    Path from = directory.resolve(fixed(path)).normalize();
    if (!from.startsWith(directory.normalize())) {
      throw where.malformed("`" + path + "` leads out of the alliance directory");
    }
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(from)) {
      List<String> names =
          files
              .filter(file -> !Files.isDirectory(file))
              .map(directory::relativize)
              .filter(matcher::matches)
              .map(Path::toString)
              .sorted()
              .limit(MOST + 1L)
              .toList();
      if (names.size() > MOST) {
        throw where.malformed("`" + path + "` matches more than " + MOST + " files");
      }
      return names;
    } catch (IOException | UncheckedIOException e) {
      throw where.malformed("`" + path + "` cannot be searched; look at the folders' permissions");
    }
  }

  /** The folders before the first that a pattern is in. */
  private static String fixed(String path) {
    String before = path.split("[*?]", 2)[0];
    return before.substring(0, before.lastIndexOf('/') + 1);
  }

  /** What the folders say, from the first that a pattern is in. */
  private static Map<String, String> partitions(String match, String path) {
    var given = new HashMap<String, String>();
    String[] folders = match.substring(fixed(path).length()).split("/", -1);
    for (int i = 0; i < folders.length - 1; i++) {
      int equals = folders[i].indexOf('=');
      if (equals > 0) {
        String value = folders[i].substring(equals + 1);
        given.put(
            decoded(folders[i].substring(0, equals)), value.equals(NULL) ? "" : decoded(value));
      }
    }
    return given;
  }

  /** Hive writes what a name may not hold as % and two digits; a plus is a plus. */
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
