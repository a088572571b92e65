package dev.entente.server.cli;

import dev.entente.server.authoring.Built;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Where an author's rules stand, as several commands are told. */
final class AuthorOptions {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The alliance directory, or the folder with the Rego itself.")
  private Path place;

  boolean isAlliance() {
    return Files.exists(place.resolve("entente.yaml"));
  }

  /** What the directory names; the embedded one where there is none. */
  Built.Engine engine() throws NotDone {
    return isAlliance() && Directories.settings(place).policy().opa().isPresent()
        ? Built.Engine.OPA
        : Built.Engine.WASM;
  }

  /** The folder with the Rego. */
  Path rego() throws NotDone {
    Path rego = isAlliance() ? place.resolve("policies/rego") : place;
    if (!Files.isDirectory(rego)) {
      throw new NotDone(rego + " is no directory; an author's rules go there");
    }
    return rego;
  }

  /** Where its bundle goes: beside it. */
  Path bundle() throws NotDone {
    return rego().toAbsolutePath().normalize().resolveSibling("bundle.tar.gz");
  }
}
