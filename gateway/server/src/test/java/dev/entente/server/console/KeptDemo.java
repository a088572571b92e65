package dev.entente.server.console;

import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Demo;
import dev.entente.server.demo.House;
import dev.entente.server.demo.Narrator;
import dev.entente.server.demo.StoryClock;
import dev.entente.server.show.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The demo, played and kept: three alliances with half a year of history.
 *
 * @param said what it told
 */
record KeptDemo(House house, String said) implements AutoCloseable {
  private static final Pattern SITE = Pattern.compile("http://localhost:\\d+(?=/sign-in)");

  static KeptDemo play(Path folder) {
    var clock = new StoryClock();
    var said = new StringWriter();
    var narrator = new Narrator(new PrintWriter(said, true), Terminal.plain());
    House house = new Demo(narrator, InProcess.by(clock), clock).keep(folder);
    return new KeptDemo(house, said.toString());
  }

  /** Where the console is. */
  String site() {
    return SITE.matcher(said).results().findFirst().orElseThrow().group();
  }

  /** Where its partners call. */
  String origin() {
    return told("url");
  }

  /** The link by which people of this partner look at their alliance. */
  String view(String agreement) {
    var printed =
        InProcess.by(InstantSource.system()).run("view", origin(), agreement, "--key", told("key"));
    return printed.out().lines().filter(it -> it.startsWith("http")).findFirst().orElseThrow();
  }

  private String told(String name) {
    return lines().stream()
        .map(String::strip)
        .filter(line -> line.startsWith("$ " + name + "="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElseThrow();
  }

  List<String> lines() {
    return said.lines().toList();
  }

  @Override
  public void close() {
    house.close();
  }
}
