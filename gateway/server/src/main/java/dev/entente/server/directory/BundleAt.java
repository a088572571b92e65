package dev.entente.server.directory;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where policy bundles come from. */
public sealed interface BundleAt {
  /** A file, or a folder that holds one unpacked. */
  record Here(Path path) implements BundleAt {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A bundle server.
   *
   * @param token to show as {@code Authorization: Bearer}
   */
  record Served(URI address, Optional<String> token) implements BundleAt {
    @Override
    public String toString() {
      return address.toString();
    }
  }
}
