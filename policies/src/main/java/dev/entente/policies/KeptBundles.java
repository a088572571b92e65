package dev.entente.policies;

import dev.entente.disclosure.PolicyRevision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bundles that were in force, in a folder of the state: what a gateway starts with while its
 * source says nothing new, and what it can go back to. The newest hundred are kept. Several
 * processes may share the folder.
 */
public final class KeptBundles {
  private static final int MOST = 100;
  private static final String ENDING = ".tar.gz";

  private final Path folder;

  public KeptBundles(Path folder) {
    this.folder = folder;
  }

  /** Keeps the bundle, whole or not at all. */
  public void keep(Bundle bundle) {
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, ".bundle-", ENDING);
      try {
        Files.write(written, bundle.bytes());
        Files.move(written, file(bundle.revision()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
      prune();
    } catch (IOException e) {
      throw new UncheckedIOException("the bundle cannot be kept in " + folder, e);
    }
  }

  /**
   * The bundle of that hash; empty if it is not kept.
   *
   * @throws BundleRefused if what is kept under its name is not it
   */
  public Optional<Bundle> find(PolicyRevision revision) {
    Bundle standard = Bundle.standard();
    if (standard.revision().equals(revision)) {
      return Optional.of(standard);
    }
    Path file = file(revision);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Bundle bundle = Bundle.open(file);
    if (!bundle.revision().equals(revision)) {
      throw new BundleRefused(file + " was changed: it is not the bundle that its name says");
    }
    return Optional.of(bundle);
  }

  private Path file(PolicyRevision revision) {
    return folder.resolve(revision.value().replace(':', '-') + ENDING);
  }

  private void prune() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> oldestLast =
          found
              .filter(it -> it.getFileName().toString().startsWith("sha256-"))
              .sorted(Comparator.comparingLong((Path it) -> it.toFile().lastModified()).reversed())
              .toList();
      for (Path old : oldestLast.subList(Math.min(MOST, oldestLast.size()), oldestLast.size())) {
        Files.deleteIfExists(old);
      }
    }
  }
}
