package dev.entente.server.directory;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What could be read of {@code entente.yaml}; the settings are there only if all of it could. */
record SettingsFile(Governance governance, Optional<Settings> settings) {

  static SettingsFile read(Path root, Yaml yaml, Mistakes mistakes) {
    var file = yaml.read(root, SettingsReader.FILE, mistakes);
    var governance =
        file.flatMap(
                found ->
                    mistakes.attempt(found, found.doc(), () -> Governance.read(found, mistakes)))
            .orElseGet(() -> new Governance(Optional.empty(), Map.of(), Optional.empty()));
    var settings =
        file.flatMap(
                found ->
                    mistakes.attempt(
                        found,
                        found.doc(),
                        () -> new SettingsReader(root, found, mistakes).read(governance)))
            .flatMap(Function.identity());
    return new SettingsFile(governance, settings);
  }
}
