package dev.entente.connectors.files;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** How files lie there: which, how long, and since when; another one if any was changed. */
record Fingerprint(List<String> files) {
  /** That of no files that were ever read. */
  static final Fingerprint NONE = new Fingerprint(List.of("none"));

  /** Looks at the files that a manifest names now. */
  static Fingerprint of(Doc where, Path directory) {
    var lines = new ArrayList<String>();
    try {
      for (SourceFile file : SourceFiles.find(where, directory).all()) {
        var about = Files.readAttributes(file.real(), BasicFileAttributes.class);
        lines.add(
            file.name()
                + " "
                + file.real()
                + " "
                + about.size()
                + " "
                + about.lastModifiedTime()
                + " "
                + about.fileKey());
      }
    } catch (Malformed e) {
      lines.add(e.reason());
    } catch (IOException e) {
      lines.add(String.valueOf(e.getMessage()));
    }
    return new Fingerprint(List.copyOf(lines));
  }
}
