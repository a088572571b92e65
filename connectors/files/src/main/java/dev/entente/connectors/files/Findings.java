package dev.entente.connectors.files;

import dev.entente.json.Shown;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Source;
import java.util.List;

/** What is untidy in a file: how many of each kind, and the first of them. */
final class Findings {
  private final List<Column> columns;
  private final Tally[] cells;
  private final Tally unread = new Tally();
  private final Tally keyless = new Tally();
  private final Tally longKeys = new Tally();
  private final Tally repeated = new Tally();

  private static final class Tally {
    private long count;
    private String first = "";
  }

  Findings(List<Column> columns) {
    this.columns = columns;
    this.cells = new Tally[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Tally();
    }
  }

  void cell(int field, String place, String text) {
    note(cells[field], 1, place, ", is `" + Shown.of(text) + "`");
  }

  void unread(String place, String why) {
    note(unread, 1, place, ", " + why);
  }

  void keyless(String place) {
    note(keyless, 1, place, "");
  }

  void longKey(String place) {
    note(longKeys, 1, place, "");
  }

  void repeated(long count, String place) {
    note(repeated, count, place, "");
  }

  /** Keeps the first; the texts are made for every one, so they are kept short. */
  private static void note(Tally tally, long count, String place, String rest) {
    if (tally.count == 0) {
      tally.first = "the first, in " + place + rest;
    }
    tally.count += count;
  }

  void tell(Opening opening) {
    for (int i = 0; i < cells.length; i++) {
      Column column = columns.get(i);
      tell(
          opening,
          cells[i],
          column.field() + ": ",
          cells[i].count == 1 ? " cell is no " : " cells are no ",
          column.type() + " and left empty");
    }
    tell(opening, unread, "", rows(unread), "that cannot be read left out");
    tell(opening, keyless, "", rows(keyless), "without a key left out");
    tell(
        opening,
        longKeys,
        "",
        rows(longKeys),
        "with a key of more than " + Source.LONGEST_KEY + " characters left out");
    tell(opening, repeated, "", rows(repeated), "with a key seen before left out");
  }

  private static String rows(Tally tally) {
    return tally.count == 1 ? " row " : " rows ";
  }

  private static void tell(Opening opening, Tally tally, String about, String noun, String what) {
    if (tally.count > 0) {
      opening.finding(about + tally.count + noun + what + "; " + tally.first);
    }
  }
}
