package dev.entente.connectors.files;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file that a manifest names, found and seen to lie within the alliance directory.
 *
 * @param real where it lies, all symbolic links followed
 * @param name its path from the alliance directory
 * @param given the text of each column that its folders say, empty for null
 * @param where the place in the manifest, for what is wrong with the file
 */
record SourceFile(Path real, String name, Format format, Map<String, String> given, Doc where) {

  /**
   * Follows every symbolic link first and looks at the place it comes out at, so that a link cannot
   * lead out of the directory.
   *
   * @throws Malformed if it is not there, no plain file, or outside
   */
  static SourceFile find(Doc where, Path directory) {
    return find(where, where.text(), directory, Map.of());
  }

  /** The same of one that a pattern matched. */
  static SourceFile find(Doc where, String path, Path directory, Map<String, String> given) {
    try {
      if (Path.of(path).isAbsolute()) {
        throw where.malformed("`" + path + "` is absolute; write it from the alliance directory");
      }
      Path real = directory.resolve(path).toRealPath();
      if (!real.startsWith(directory.toRealPath())) {
        throw where.malformed(
            "`"
                + path
                + "` leads out of the alliance directory; put the file, not a link, into it");
      }
      if (!Files.isRegularFile(real) || !Files.isReadable(real)) {
        throw where.malformed("`" + path + "` is no file that can be read");
      }
      return new SourceFile(real, path, Format.of(path, where), Map.copyOf(given), where);
    } catch (NoSuchFileException e) {
      throw where.malformed("there is no file `" + path + "` in the alliance directory");
    } catch (IOException e) {
      throw where.malformed("`" + path + "` cannot be read; look at its path and permissions");
    } catch (InvalidPathException e) {
      throw where.malformed("`" + path + "` is no path");
    }
  }

  /** Says what is wrong with the file's content. */
  Malformed malformed(String message) {
    return where.malformed("`" + name + "` " + message);
  }
}
