package dev.entente.server.directory;

import dev.entente.catalog.DatasetId;
import dev.entente.source.Manifest;

/**
 * A dataset and the file that describes it.
 *
 * @param file turns what a connector refuses into a {@link Mistake} with its line
 */
public record DatasetFile(YamlFile file, Manifest manifest) {
  public DatasetId id() {
    return manifest.dataset().id();
  }
}
