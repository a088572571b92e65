package dev.entente.server.rollout;

import dev.entente.policies.Bundle;
import dev.entente.policies.BundleFile;
import dev.entente.policies.BundleSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bundle in its usual place; the product's own for as long as there never was one. One that
 * goes away is missed: it would be a rollback that nobody ordered.
 */
final class DefaultBundle implements BundleSource {
  private final Path path;
  private final BundleFile file;
  private boolean there;
  private boolean given;

  DefaultBundle(Path path) {
    this.path = path;
    this.file = new BundleFile(path);
  }

  @Override
  public Optional<Bundle> look() {
    there = there || Files.exists(path);
    if (there) {
      return file.look();
    }
    boolean first = !given;
    given = true;
    return first ? Optional.of(Bundle.standard()) : Optional.empty();
  }
}
