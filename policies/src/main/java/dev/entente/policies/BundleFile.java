package dev.entente.policies;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle in a file, or unpacked in a folder, as {@code opa run -b} takes either. A folder counts
 * as the archive that holds its files in the order of their names.
 */
public final class BundleFile implements BundleSource {
  private final Path path;
  private @Nullable String last;

  public BundleFile(Path path) {
    this.path = path;
  }

  @Override
  public Optional<Bundle> look() {
    try {
      String seen = stamp();
      if (seen.equals(last)) {
        return Optional.empty();
      }
      Bundle bundle = Files.isDirectory(path) ? Bundle.read(packed()) : Bundle.open(path);
      last = seen;
      return Optional.of(bundle);
    } catch (IOException e) {
      throw new BundleRefused(path + ": cannot be read; a bundle is what `opa build` writes");
    }
  }

  /** Changes with whatever changes in it. */
  private String stamp() throws IOException {
    var stamp = new StringBuilder();
    for (Path file : files()) {
      var about = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
      stamp
          .append(file)
          .append('|')
          .append(about.size())
          .append('|')
          .append(about.lastModifiedTime())
          .append('|')
          .append(about.fileKey())
          .append('\n');
    }
    return stamp.toString();
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.walk(path, new FileVisitOption[0])) {
      List<Path> files =
          found
              .filter(it -> !Files.isDirectory(it))
              .sorted()
              .limit(Tarball.MOST_FILES + 1)
              .toList();
      for (Path file : files) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new BundleRefused(file + " is no plain file");
        }
      }
      return files;
    }
  }

  private byte[] packed() throws IOException {
    var contents = new TreeMap<String, byte[]>();
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
      if (bytes > Bundle.LARGEST || contents.size() == Tarball.MOST_FILES) {
        throw new BundleRefused(path + ": too large for a bundle");
      }
      String name = path.relativize(file).toString().replace('\\', '/');
      contents.put(name, Files.readAllBytes(file));
    }
    return Tarball.pack(contents);
  }
}
