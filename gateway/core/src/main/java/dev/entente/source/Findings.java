package dev.entente.source;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.json.Shown;
import dev.entente.source.Connector.Opening;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What is untidy in a source: how many of each kind, and the first of them. Not thread-safe. */
public final class Findings {
  private final List<Map.Entry<FieldName, FieldType>> fields;
  private final Tally[] cells;
  private final Tally unread = new Tally();
  private final Tally keyless = new Tally();
  private final Tally longKeys = new Tally();
  private final Tally repeated = new Tally();

  private static final class Tally {
    private long count;
    private String first = "";
  }

  /**
   * @param held what the source holds; cells are counted by the place of their field in it
   */
  public Findings(SequencedMap<FieldName, FieldType> held) {
    this.fields = List.copyOf(held.sequencedEntrySet());
    this.cells = new Tally[fields.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Tally();
    }
  }

  /**
   * A cell is no value of its field's type, and left empty.
   *
   * @param place such as {@code line 7}
   * @param text what stands there
   */
  public void cell(int field, String place, String text) {
    note(cells[field], 1, place, ", is `" + Shown.of(text) + "`");
  }

  /** A row cannot be read; why goes on from "the first". */
  public void unread(String place, String why) {
    note(unread, 1, place, ", " + why);
  }

  /** A row lacks a value of its key. */
  public void keyless(String place) {
    note(keyless, 1, place, "");
  }

  /** A row's key is longer than {@link Source#LONGEST_KEY}. */
  public void longKey(String place) {
    note(longKeys, 1, place, "");
  }

  /** So many rows have a key that was seen before. */
  public void repeated(long count, String place) {
    note(repeated, count, place, "");
  }

  /** Keeps the first; the texts are made for every one, so they are kept short. */
  private static void note(Tally tally, long count, String place, String rest) {
    if (tally.count == 0) {
      tally.first = "the first, in " + place + rest;
    }
    tally.count += count;
  }

  /** Tells what there is to tell, a line for each kind. */
  public void tell(Opening opening) {
    for (int i = 0; i < cells.length; i++) {
      var field = fields.get(i);
      tell(
          opening,
          cells[i],
          field.getKey() + ": ",
          cells[i].count == 1 ? " cell is no " : " cells are no ",
          field.getValue() + " and left empty");
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
