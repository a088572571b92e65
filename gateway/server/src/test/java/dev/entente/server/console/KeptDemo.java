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

  List<String> lines() {
    return said.lines().toList();
  }

  @Override
  public void close() {
    house.close();
  }
}
