package dev.entente.trustledger.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that only their owner may use, where the system knows owners. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** The file, made empty if it is not there. */
  static Path file(Path file) throws IOException {
    try {
      return Files.createFile(file, only("rw-------", file));
    } catch (FileAlreadyExistsException there) {
      return file;
    }
  }

  static Path directory(Path directory) throws IOException {
    return Files.isDirectory(directory)
        ? directory
        : Files.createDirectories(directory, only("rwx------", directory));
  }

  private static FileAttribute<?>[] only(String permissions, Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
