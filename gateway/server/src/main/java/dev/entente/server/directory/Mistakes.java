package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.json.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gathers the mistakes of all files, so that they are told together. Not thread-safe. */
final class Mistakes {
  private final List<Mistake> found = new ArrayList<>();

  void add(Mistake mistake) {
    found.add(mistake);
  }

  void add(YamlFile file, Doc place, String text) {
    add(file.mistake(place.malformed(text)));
  }

  /** What the reader makes, or nothing and one mistake more. */
  <T> Optional<T> attempt(YamlFile file, Doc place, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (Malformed e) {
      add(file.mistake(e));
    } catch (IllegalArgumentException e) {
      add(file, place, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** The text that stands there, if something does; a mistake if it is no text. */
  Optional<String> text(YamlFile file, Doc doc, String name) {
    return doc.find(name).flatMap(value -> attempt(file, value, value::text));
  }

  /** One mistake for each name other than these. */
  void unknown(YamlFile file, Doc doc, String... names) {
    for (Malformed unknown : doc.unknown(names)) {
      String name = unknown.pointer().substring(unknown.pointer().lastIndexOf('/') + 1);
      add(
          file.mistake(
              Later.hasName(name) ? new Malformed(unknown.pointer(), Later.name(name)) : unknown));
    }
  }

  /**
   * Whether a setting's choice is one of those that there are; if not, one mistake.
   *
   * @param setting as a person reads it, such as {@code ledger: store}
   */
  boolean built(YamlFile file, Doc choice, String setting, List<String> built) {
    String name = choice.text();
    if (built.contains(name)) {
      return true;
    }
    add(
        file,
        choice,
        "there is no `%s: %s`%s; there is: %s"
            .formatted(
                setting, Shown.of(name), Spelling.question(name, built), String.join(", ", built)));
    return false;
  }

  /**
   * What the reader makes, or nothing and one mistake more.
   *
   * @param place where it is told what the reader refuses of the document as a whole
   */
  <T> Optional<T> attempt(YamlFile file, Doc whole, Doc place, Supplier<T> reader) {
    return attempt(
        file,
        whole,
        () -> {
          try {
            return reader.get();
          } catch (Malformed e) {
            throw e.pointer().equals(whole.pointer()) ? place.malformed(e.reason()) : e;
          }
        });
  }

  /** One mistake for each of these that is missing; whether there was any. */
  boolean missing(YamlFile file, Doc doc, String... names) {
    int before = found.size();
    for (String name : names) {
      if (doc.find(name).isEmpty()) {
        add(file, doc, "`" + name + "` is missing" + Examples.of(name));
      }
    }
    return found.size() > before;
  }

  /**
   * The id that the file says of itself, which its own name repeats.
   *
   * @param kind such as {@code dataset}
   */
  <T> Optional<T> named(YamlFile file, String kind, Function<String, T> make) {
    var id = file.doc().find(kind).flatMap(at -> attempt(file, at, () -> at.as(make)));
    if (id.isPresent() && !id.get().toString().equals(file.stem())) {
      add(
          file,
          file.doc().at(kind),
          "`%s: %s` stands in %s.yaml; give both one name".formatted(kind, id.get(), file.stem()));
    }
    return id;
  }

  /** Whether there is any in this file up to now. */
  boolean in(YamlFile file) {
    return found.stream().anyMatch(mistake -> mistake.file().equals(file.name()));
  }

  /**
   * Ends the reading if there was any mistake.
   *
   * @throws DirectoryProblems with all of them
   */
  void refuse() throws DirectoryProblems {
    if (!found.isEmpty()) {
      throw new DirectoryProblems(found);
    }
  }
}
