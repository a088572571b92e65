package dev.entente.policies.log;

import java.net.URI;
import java.nio.file.Path;

/** Where decisions are logged. */
public sealed interface LogPlace {
  /**
   * A folder of files.
   *
   * @param most bytes of all of them together; the oldest go
   */
  record Folder(Path path, long most) implements LogPlace {}

  /** A service that takes them at {@code /logs}, as OPA sends them. */
  record Service(URI url) implements LogPlace {}
}
