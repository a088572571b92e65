package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What nobody may read in a log. It is read anew each time it is needed, since it may change. */
final class Secret {
  private static final int LONGEST = 16_384;
  private static final Pattern SENDABLE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private final Supplier<String> source;

  private Secret(Supplier<String> source) {
    this.source = source;
  }

  static Secret of(String text) {
    if (!isSendable(text)) {
      throw new IllegalArgumentException("a secret is printable ASCII");
    }
    return new Secret(() -> text);
  }

  /** The content of a file, without the line end that editors leave. */
  static Secret in(Path file) {
    return new Secret(() -> read(file));
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) <= LONGEST) {
        String text = Files.readString(file).strip();
        if (isSendable(text)) {
          return text;
        }
      }
    } catch (IOException e) {
      throw Unavailable.source("the secret in " + file.getFileName() + " cannot be read", e);
    }
    throw Unavailable.source(
        "the secret in " + file.getFileName() + " is no printable ASCII", null);
  }

  private static boolean isSendable(String text) {
    return text.length() <= LONGEST && SENDABLE.matcher(text).matches();
  }

  /**
   * The secret itself.
   *
   * @throws Unavailable if it cannot be read
   */
  String reveal() {
    return source.get();
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
