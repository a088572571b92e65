package dev.entente.server.directory;

import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;

/** An exchange and the file that describes it. */
public record ExchangeFile(YamlFile file, ExchangeManifest manifest) {
  public ExchangeId id() {
    return manifest.id();
  }
}
