package dev.entente.server.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What to say of a file that somebody named and that could not be written. */
public final class Unwritten {
  private Unwritten() {}

  /** One sentence: what is wrong, and what to do. */
  public static String of(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return file + " cannot be written: it is a directory; name a file";
    }
    return switch (e) {
      case NoSuchFileException _ ->
          file + " cannot be written: there is no folder " + file.toAbsolutePath().getParent();
      case AccessDeniedException _ ->
          file + " cannot be written: you may not; name another place, or change its mode";
      default -> file + " cannot be written: " + e.getMessage();
    };
  }
}
