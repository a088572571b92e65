package dev.entente.benchmarks.memory;

import dev.entente.source.Connector;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Path;

/**
 * Makes {@code {connector: memory, records: 400000}}: so many records in memory. The dataset's key
 * is one integer, which counts them from 0; every other value follows from it and the field's type.
 */
public final class MemoryConnector implements Connector {
  private static final int MOST_RECORDS = 100_000_000;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Source open(Manifest manifest, Path directory, Path scratch, Opening opening) {
    var location = manifest.location().only("connector", "records");
    return new MemoryRows(manifest.dataset(), location.at("records").integer(1, MOST_RECORDS));
  }
}
