package dev.entente.server.show;

import dev.entente.server.client.StandingSheet;
import dev.entente.server.client.StandingSheet.Balance;
import dev.entente.server.client.StandingSheet.GateState;
import dev.entente.server.client.StandingSheet.NextStage;
import java.util.ArrayList;
import java.util.List;

/** Where both sides stand. */
public final class ShownStanding {
  private static final int BAR = 30;

  private ShownStanding() {}

  /** Exposure against the window, the categories, and what the next stage asks for. */
  public static List<String> lines(StandingSheet sheet, Terminal terminal) {
    Ink ink = terminal.ink();
    List<String> lines = new ArrayList<>();
    lines.add("stage       " + ink.bold(Printable.of(sheet.stage())));
    lines.add("exposure    " + exposure(sheet.total(), ink));
    lines.add(
        "given       "
            + Bar.plain(sheet.total().given())
            + ", received "
            + Bar.plain(sheet.total().received()));
    sheet
        .unacknowledged()
        .filter(waiting -> waiting.count() > 0)
        .ifPresent(waiting -> lines.add("receipts    " + ShownAcknowledgement.waiting(waiting)));
    lines.add("");
    lines.addAll(categories(sheet).lines(terminal.width(), ink));
    sheet.next().ifPresent(next -> lines.addAll(gates(next, ink)));
    return lines;
  }

  private static String exposure(Balance balance, Ink ink) {
    String bar =
        balance
            .window()
            .map(window -> Bar.of(balance.exposure(), window, BAR, ink))
            .orElseGet(() -> Bar.plain(balance.exposure()));
    if (balance.reserved().signum() > 0) {
      bar += ", " + Bar.plain(balance.reserved()) + " reserved";
    }
    return bar + balance.remaining().map(left -> ", " + Bar.plain(left) + " left").orElse("");
  }

  private static Table categories(StandingSheet sheet) {
    var table = new Table(List.of("category", "given", "received", "exposure", "window", "left"));
    sheet
        .categories()
        .forEach(
            (name, balance) ->
                table.row(
                    List.of(
                        name,
                        Bar.plain(balance.given()),
                        Bar.plain(balance.received()),
                        Bar.plain(balance.exposure()),
                        balance.window().map(Bar::plain).orElse("-"),
                        balance.remaining().map(Bar::plain).orElse("-"))));
    for (int column = 1; column <= 5; column++) {
      table.alignRight(column);
    }
    return table;
  }

  private static List<String> gates(NextStage next, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("next stage  " + ink.bold(Printable.of(next.stage())) + " asks for");
    next.gates().forEach(gate -> lines.add("  " + gate(gate, ink)));
    return lines;
  }

  private static String gate(GateState gate, Ink ink) {
    String figures =
        Printable.of(
            "%s: %s of %s%s"
                .formatted(
                    gate.gate(),
                    gate.have(),
                    gate.need(),
                    gate.met() ? "" : ", " + gate.missing() + " missing"));
    return (gate.met() ? ink.green("met     ") : ink.yellow("missing ")) + figures;
  }
}
