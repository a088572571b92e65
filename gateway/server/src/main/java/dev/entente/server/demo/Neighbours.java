package dev.entente.server.demo;

import dev.entente.signature.Origin;
import java.time.LocalDate;

/**
 * Halden's other alliances, so that who stays after the story finds a house that is lived in: one
 * whose raise waits for its second approval, and one that wants attention.
 */
final class Neighbours implements AutoCloseable {
  private static final String BROOK = "brook";
  private static final String MEADOW = "meadow";

  private final Setting setting;
  private final Commands commands;
  private final Neighbour brook;
  private final Neighbour meadow;
  private int month = 1;

  private Neighbours(Setting setting, Commands commands, Neighbour brook, Neighbour meadow) {
    this.setting = setting;
    this.commands = commands;
    this.brook = brook;
    this.meadow = meadow;
  }

  /** Writes their agreements; the gateway is to be opened after it. */
  static void settle(Setting setting, Commands commands) {
    setting.settle(BROOK, commands);
    setting.settle(MEADOW, commands);
  }

  /** They accept; from then on each does something in each month of the story. */
  static Neighbours arrive(Setting setting, Commands commands, Origin origin, StoryClock clock) {
    var neighbours =
        new Neighbours(
            setting,
            commands,
            Neighbour.comes(BROOK, setting, commands, origin, clock),
            Neighbour.comes(MEADOW, setting, commands, origin, clock));
    neighbours.meadow.shares(1, 12);
    LocalDate soon = clock.today().plusDays(60);
    neighbours.order("bo", "record", MEADOW, "review", "kick-off", "--next", soon.toString());
    neighbours.live();
    clock.monthly(neighbours::live);
    return neighbours;
  }

  private void live() {
    brook.shares(month, 45);
    brook.asks(25 * month);
    brook.acknowledges();
    meadow.asks(15 * month);
    month++;
  }

  /** What is there to do when the story is over. */
  void leaveWaiting(LocalDate today) {
    String next = today.plusDays(90).toString();
    order("chi", "record", BROOK, "review", "half-year", "--next", next);
    order("bo", "propose", BROOK, "mid", "--because", "seven months, each of them matched");
    order("ana", "approve", BROOK, "mid", "--because", "their figures helped us in spring");
    order("chi", "record", MEADOW, "dispute", "names-shown-around");
  }

  private void order(String operator, String command, String... rest) {
    String[] arguments = new String[rest.length + 4];
    arguments[0] = command;
    arguments[1] = setting.halden().toString();
    System.arraycopy(rest, 0, arguments, 2, rest.length);
    arguments[rest.length + 2] = "--as";
    arguments[rest.length + 3] = operator;
    Commands.Said said = commands.run(arguments);
    if (said.exit() != 0) {
      throw new NotAsTold(operator + " cannot " + command + ": " + said.err().strip());
    }
  }

  @Override
  public void close() {
    brook.close();
    meadow.close();
  }
}
