package dev.entente.server.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What to say of a file that somebody named and that could not be read. */
public final class Unread {
  private Unread() {}

  /** One sentence: what is wrong, and what to do. */
  public static String of(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return file + " cannot be read: it is a directory; name a file";
    }
    return switch (e) {
      case NoSuchFileException _ -> "there is no file " + file + "; name one that is there";
      case AccessDeniedException _ ->
          file + " cannot be read: it is not yours to read; ask its owner, or change its mode";
      default -> file + " cannot be read: " + e.getMessage();
    };
  }
}
