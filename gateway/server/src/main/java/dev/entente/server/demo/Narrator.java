package dev.entente.server.demo;

import dev.entente.server.show.Ink;
import dev.entente.server.show.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the story, at most 100 columns wide. */
public final class Narrator {
  private static final int WIDEST = 100;
  private static final String INDENT = "    ";
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private final PrintWriter out;
  private final Terminal terminal;
  private int scene;

  public Narrator(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = new Terminal(Math.min(WIDEST, terminal.width()), terminal.ink());
  }

  /** What is shown inside a scene is made for this. */
  Terminal inner() {
    return new Terminal(terminal.width() - INDENT.length(), terminal.ink());
  }

  void title(String title) {
    scene++;
    String line = "── " + scene + ". " + title + " ";
    int rest = Math.max(0, terminal.width() - line.length());
    out.println();
    out.println(ink().bold(ink().cyan(line + "─".repeat(rest))));
    out.flush();
  }

  /** A paragraph. */
  void say(String text) {
    wrapped(text, terminal.width()).forEach(out::println);
    out.flush();
  }

  /** Lines as they are, set in; those that are too long go on further in. */
  void show(List<String> lines) {
    for (String line : lines) {
      if (visible(line) <= terminal.width() - INDENT.length()) {
        out.println(line.isEmpty() ? "" : INDENT + line);
      } else {
        List<String> parts = wrapped(line, terminal.width() - 2 * INDENT.length());
        out.println(INDENT + parts.getFirst());
        parts.stream().skip(1).forEach(part -> out.println(INDENT + INDENT + part));
      }
    }
    out.flush();
  }

  /** A command as someone would type it. */
  void command(String line) {
    List<String> parts = wrapped("$ " + line, terminal.width() - 2 * INDENT.length());
    for (int i = 0; i < parts.size(); i++) {
      String end = i + 1 < parts.size() ? " \\" : "";
      out.println(INDENT + (i == 0 ? "" : INDENT) + ink().cyan(parts.get(i) + end));
    }
    out.flush();
  }

  void gap() {
    out.println();
  }

  /**
   * Says what has just been seen to be so.
   *
   * @throws NotAsTold if it is not
   */
  void claim(boolean holds, String text) {
    if (!holds) {
      throw new NotAsTold("this is not so: " + text);
    }
    List<String> lines = wrapped(text, terminal.width() - INDENT.length());
    for (int i = 0; i < lines.size(); i++) {
      out.println((i == 0 ? ink().green("  ✓ ") : INDENT) + lines.get(i));
    }
    out.flush();
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && visible(line) + 1 + visible(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Characters on the screen: colours take none. */
  private static int visible(CharSequence text) {
    return COLOURS.matcher(text).replaceAll("").length();
  }

  private Ink ink() {
    return terminal.ink();
  }
}
