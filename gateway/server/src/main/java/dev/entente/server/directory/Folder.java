package dev.entente.server.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** One folder of the alliance directory: a YAML file for each thing of a kind. */
final class Folder {
  private static final int MOST_FILES = 10_000;

  private final Path root;
  private final String name;
  private final Yaml yaml;
  private final Mistakes mistakes;

  Folder(Path root, String name, Yaml yaml, Mistakes mistakes) {
    this.root = root;
    this.name = name;
    this.yaml = yaml;
    this.mistakes = mistakes;
  }

  /**
   * What a folder's files describe.
   *
   * @param byName by the name of the file, in its order
   * @param unread the names of the files with mistakes; what refers to them is no mistake of its
   *     own
   */
  record Described<T>(SequencedMap<String, T> byName, Set<String> unread) {
    Described {
      byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
      unread = Set.copyOf(unread);
    }

    Optional<T> find(String name) {
      return Optional.ofNullable(byName.get(name));
    }

    boolean broken(String name) {
      return unread.contains(name);
    }

    List<String> names() {
      return List.copyOf(byName.keySet());
    }
  }

  /** Reads every file; those with a mistake are only named. */
  <T> Described<T> read(Function<YamlFile, Optional<T>> reader) {
    var byName = new LinkedHashMap<String, T>();
    var unread = new HashSet<String>();
    for (String path : files()) {
      String stem = path.substring(name.length() + 1, path.length() - ".yaml".length());
      Optional<T> described =
          yaml.read(root, path, mistakes)
              .flatMap(file -> mistakes.attempt(file, file.doc(), () -> reader.apply(file)))
              .flatMap(Function.identity());
      described.ifPresentOrElse(some -> byName.put(stem, some), () -> unread.add(stem));
    }
    return new Described<>(byName, unread);
  }

  private List<String> files() {
    Path folder = root.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      List<String> names =
          paths
              .map(path -> name + "/" + path.getFileName())
              .filter(path -> !path.startsWith(name + "/."))
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      names.stream().filter(path -> path.endsWith(".yml")).forEach(this::misnamed);
      if (names.size() > MOST_FILES) {
        mistakes.add(new Mistake(name, 1, "more than " + MOST_FILES + " files in one folder"));
      }
      return names.stream().filter(path -> path.endsWith(".yaml")).limit(MOST_FILES).toList();
    } catch (IOException | UncheckedIOException e) {
      mistakes.add(new Mistake(name, 1, "the folder cannot be read: " + e.getMessage()));
      return List.of();
    }
  }

  private void misnamed(String path) {
    mistakes.add(new Mistake(path, 1, "only files that end in .yaml are read; rename it"));
  }
}
