package dev.entente.server.keys;

import dev.entente.json.Json;
import dev.entente.trustledger.store.DurableFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Files that only their owner may read. */
public final class OwnerFile {
  private OwnerFile() {}

  /**
   * Writes a new file; when this returns it is on the disk.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there already, which is left as it is
   */
  public static void write(Path file, Map<String, Object> json) throws IOException {
    var alone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, alone)) {
      ByteBuffer bytes = ByteBuffer.wrap(Json.write(json));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Puts this text in the file's place; when this returns it is on the disk. */
  public static void replace(Path file, String text) throws IOException {
    DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Opens a file to be written anew; one that is there keeps its mode. */
  public static OutputStream stream(Path file) throws IOException {
    var alone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new BufferedOutputStream(
        Channels.newOutputStream(FileChannel.open(file, options, alone)));
  }

  /** Makes a directory, and those above it, unless it is there. */
  public static void directory(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
