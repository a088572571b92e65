package dev.entente.server.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lines are made for.
 *
 * @param width in characters, 40 or more
 * @param ink colour only for a person at a terminal who did not set {@code NO_COLOR}
 */
public record Terminal(int width, Ink ink) {
  private static final int USUAL = 100;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 500;
  private static final long PATIENCE_MILLIS = 500;

  public Terminal {
    width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /** For a file or another program. */
  public static Terminal plain() {
    return new Terminal(USUAL, Ink.PLAIN);
  }

  /** The terminal that this process has, or plain if it has none. */
  @SuppressWarnings("SystemConsoleNull") // the console of java.base still is null without one
  public static Terminal here() {
    var console = System.console();
    return console != null && console.isTerminal() ? of(System.getenv()) : plain();
  }

  /** The terminal of someone with this environment. */
  static Terminal of(Map<String, String> environment) {
    boolean colour =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    int width = number(environment.get("COLUMNS")).or(Terminal::asked).orElse(USUAL);
    return new Terminal(width, colour ? Ink.COLOUR : Ink.PLAIN);
  }

  /** Shells seldom export COLUMNS; {@code stty} knows. Where it does not, nobody does. */
  private static Optional<Integer> asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      byte[] said = stty.getInputStream().readAllBytes();
      String[] size = new String(said, StandardCharsets.US_ASCII).trim().split(" ", -1);
      return size.length == 2 ? number(size[1]) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{0,4}")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
