package dev.entente.server.drafting;

import dev.entente.agreement.Ladder;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.problem.Unavailable;
import dev.entente.server.Scratch;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.directory.Environment;
import dev.entente.server.directory.OneManifest;
import dev.entente.source.Connector;
import dev.entente.source.Sample;
import dev.entente.source.Sampler;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Drafts a manifest of what a source holds, and writes it where none is.
 *
 * @param root the alliance directory, absolute
 * @param here where paths of the command line begin, absolute
 */
public record Drafting(Path root, Path here, Ladder ladder, Environment environment) {

  /**
   * What a person asks for.
   *
   * @param from a path or an address
   * @param name of the dataset; its source's if empty
   * @param key the columns that are to be the key; whatever tells rows apart if empty
   * @param table where an address names none
   * @param passwordFile where the password of a database lies
   * @param more members of the manifest's {@code source}, as {@code name=YAML}
   */
  public record Asked(
      String from,
      Optional<String> name,
      List<String> key,
      Optional<String> table,
      Optional<Path> passwordFile,
      List<String> more) {
    public Asked {
      key = List.copyOf(key);
      more = List.copyOf(more);
    }
  }

  /**
   * A draft that holds as a manifest.
   *
   * @param file relative to the alliance directory
   */
  public record Drafted(Draft draft, String file, String text) {}

  /**
   * Looks at the source and drafts; nothing is written.
   *
   * @throws Undrafted if that cannot be, and why
   */
  public Drafted draft(Asked asked) throws Undrafted {
    Whence whence =
        Whence.of(
            asked.from(),
            new Whence.Said(asked.table(), password(asked), asked.more()),
            root,
            here);
    Doc source = source(whence);
    Sampler sampler =
        Samplers.of(source)
            .orElseThrow(
                () ->
                    new Undrafted(
                        "there is no looking at what `connector: %s` reads"
                            .formatted(Shown.of(source.at("connector").text()))));
    return draft(asked, whence, source, sampler);
  }

  private Drafted draft(Asked asked, Whence whence, Doc source, Sampler sampler) throws Undrafted {
    try (var scratch = Scratch.make()) {
      List<String> choices = sampler.choices(source, root);
      if (!choices.isEmpty()) {
        throw new Undrafted(
            choices.stream()
                .map(it -> "\n  --table " + shell(it))
                .reduce("name what to draft from with one of these:", String::concat));
      }
      DatasetId id = id(asked.name().orElse(whence.id()));
      String file = "datasets/" + id + ".yaml";
      refuseExisting(file);
      Sample sample = sampler.sample(source, root, scratch.folder());
      Draft draft = Draft.of(id, whence.yaml(), sample, ladder.stages(), asked.key());
      String text = ManifestText.of(draft);
      reader(environment).read(file, text);
      return new Drafted(draft, file, text);
    } catch (DirectoryProblems | Unavailable e) {
      throw new Undrafted(String.valueOf(e.getMessage()));
    } catch (Malformed e) {
      throw new Undrafted(place(e) + e.reason());
    } catch (IOException e) {
      throw new Undrafted("there is no room for temporary files: " + e.getMessage());
    }
  }

  /** Which member of the source it is about. */
  private static String place(Malformed e) {
    String member = e.pointer().substring(e.pointer().lastIndexOf('/') + 1);
    return member.isEmpty() || member.equals("source") ? "" : "`" + member + "`: ";
  }

  /** As a shell reads it back. */
  private static String shell(String text) {
    return text.matches("[A-Za-z0-9_.-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static DatasetId id(String name) throws Undrafted {
    try {
      return new DatasetId(name);
    } catch (IllegalArgumentException e) {
      throw new Undrafted(e.getMessage() + "; say one with --name");
    }
  }

  private void refuseExisting(String file) throws Undrafted {
    if (Files.exists(root.resolve(file))) {
      throw new Undrafted(file + " is there already and stays as it is; draft another with --name");
    }
  }

  /** The source as the house reads it, the environment filled in, and no secret written out. */
  private Doc source(Whence whence) throws Undrafted {
    String text = "source: " + whence.yaml() + "\n";
    try {
      if (Secrets.inClear(
          reader(_ -> "a").source("the source", text),
          reader(_ -> "b").source("the source", text))) {
        throw new Undrafted(
            "a secret does not belong into a manifest or a command line: name a variable of the"
                + " environment, such as secret: \"${API_TOKEN}\"");
      }
      Doc source = reader(environment).source("the source", text);
      source.at("connector").text();
      return source.without("limits");
    } catch (DirectoryProblems e) {
      throw new Undrafted(String.valueOf(e.getMessage()));
    } catch (Malformed e) {
      throw new Undrafted(place(e) + e.reason());
    }
  }

  private OneManifest reader(Environment filled) {
    return new OneManifest(
        ladder,
        filled,
        ServiceLoader.load(Connector.class).stream().map(it -> it.get().name()).toList());
  }

  private Optional<Map.Entry<String, String>> password(Asked asked) {
    return asked
        .passwordFile()
        .map(here::resolve)
        .map(Path::normalize)
        .map(it -> it.startsWith(root) ? root.relativize(it) : it)
        .map(it -> Map.entry("password-file", ManifestText.scalar(it.toString())))
        .or(
            () ->
                Stream.of("PGPASSWORD")
                    .filter(it -> environment.value(it) != null)
                    .map(it -> Map.entry("password", "\"${" + it + "}\""))
                    .findFirst());
  }

  /**
   * Writes it.
   *
   * @throws Undrafted if there is such a manifest by now, or it cannot be written
   */
  public void write(Drafted drafted) throws Undrafted {
    Path file = root.resolve(drafted.file());
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(
          file, drafted.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new Undrafted(drafted.file() + " is there already and stays as it is");
    } catch (IOException e) {
      throw new Undrafted(drafted.file() + " cannot be written: " + e.getMessage());
    }
  }
}
