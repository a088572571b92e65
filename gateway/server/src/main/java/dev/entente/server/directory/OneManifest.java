package dev.entente.server.directory;

import dev.entente.agreement.Ladder;
import dev.entente.json.Doc;
import dev.entente.server.directory.Yaml.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the text of a manifest that is no file yet, as {@link AllianceDirectory} will. */
public record OneManifest(Ladder ladder, Environment environment, List<String> connectors) {
  public OneManifest {
    connectors = List.copyOf(connectors);
  }

  /**
   * Reads all of it.
   *
   * @param name as a person knows it, such as {@code datasets/accounts.yaml}
   * @throws DirectoryProblems with every mistake
   */
  public DatasetFile read(String name, String text) throws DirectoryProblems {
    var mistakes = new Mistakes();
    var governance = new Governance(Optional.empty(), Map.of(), Optional.of(ladder));
    var read =
        yaml(name, text, mistakes)
            .flatMap(file -> new DatasetReader(governance, connectors, mistakes).read(file));
    mistakes.refuse();
    return read.orElseThrow();
  }

  /**
   * What stands under {@code source}, whatever else the text says.
   *
   * @throws DirectoryProblems if it is not YAML, or lacks it
   */
  public Doc source(String name, String text) throws DirectoryProblems {
    var mistakes = new Mistakes();
    var source =
        yaml(name, text, mistakes)
            .flatMap(file -> mistakes.attempt(file, file.doc(), () -> file.doc().at("source")));
    mistakes.refuse();
    return source.orElseThrow();
  }

  private Optional<YamlFile> yaml(String name, String text, Mistakes mistakes) {
    try {
      return Optional.of(new Yaml(environment).parse(name, text));
    } catch (Refused e) {
      mistakes.add(new Mistake(name, e.line(), e.reason()));
      return Optional.empty();
    }
  }
}
