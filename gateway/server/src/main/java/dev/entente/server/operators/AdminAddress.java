package dev.entente.server.operators;

import dev.entente.signature.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where the gateway that holds a state directory takes its operators' orders: a file in it. */
public record AdminAddress(Path file) implements AutoCloseable {
  private static final int LONGEST = 300;

  /** The file in that state directory. */
  public static AdminAddress in(Path state) {
    return new AdminAddress(state.resolve("admin"));
  }

  /** Leaves the address for whoever comes with an order. */
  public void leave(Origin origin) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, origin + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The address that a gateway left; empty if none did, or it is none. */
  public Optional<Origin> read() {
    try {
      String text = Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
      return Optional.of(Origin.parse(text));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Takes the address back. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
