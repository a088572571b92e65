package dev.entente.server.demo;

import dev.entente.server.Talk;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears the links by which people come into the console. Thread-safe. */
final class Invitations implements Talk {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void say(String line) {
    if (line.startsWith("sign in as ")) {
      lines.add(line);
    }
  }

  @Override
  public void progress(String what, long done, long total) {}

  List<String> lines() {
    return lines;
  }
}
