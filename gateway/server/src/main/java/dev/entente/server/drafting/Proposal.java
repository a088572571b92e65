package dev.entente.server.drafting;

import dev.entente.catalog.FieldType;
import dev.entente.source.Sample;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is proposed for one column, and why.
 *
 * @param type empty if no field's type fits
 * @param reach from where it opens; empty if never
 * @param mayBeKey whether records may be told apart by it, which shows it in full
 * @param isKey whether they are
 * @param reason without a cell of the source
 */
record Proposal(
    ColumnName column,
    Optional<FieldType> type,
    String category,
    int value,
    Optional<Reach> reach,
    boolean mayBeKey,
    boolean isKey,
    String reason) {
  private static final String UNSORTED = "unsorted";
  private static final int DEAREST = 20;
  private static final int KEY = 5;
  private static final int FEW = 20;
  private static final int MOST = 9;
  private static final int OF = 10;

  static Proposal of(Sample.Column column) {
    ColumnName name = ColumnName.of(column.name());
    if (column.obstacle().isPresent()) {
      return new Proposal(
          name,
          column.type(),
          UNSORTED,
          DEAREST,
          Optional.empty(),
          false,
          false,
          column.obstacle().get());
    }
    List<String> cells = column.filled();
    Typing typing = Typing.of(column);
    Optional<Subject> subject = Subject.of(name);
    Optional<Recognized> form = Recognized.in(cells);
    if (subject.isPresent() && subject.get().reach().isEmpty()) {
      return never(
          name,
          typing,
          subject.get().category(),
          "its name says " + subject.get().what(),
          subject.get().category().equals("internal") && form.isEmpty());
    }
    if (form.isPresent()) {
      boolean secret = form.get().isSecret() || form.get() == Recognized.FREE_TEXT;
      return never(
          name,
          typing,
          secret ? "internal" : "personal",
          "its cells hold " + form.get().what(),
          false);
    }
    return typing.isSure()
        ? subject.map(it -> open(name, typing, it)).orElseGet(() -> unknown(name, typing, cells))
        : never(
            name,
            typing,
            subject.map(Subject::category).orElse(UNSORTED),
            "its type is not sure",
            false);
  }

  private static Proposal open(ColumnName name, Typing typing, Subject subject) {
    return new Proposal(
        name,
        Optional.of(typing.type()),
        subject.category(),
        subject.value(),
        subject.reach(),
        true,
        false,
        said(typing, "its name says " + subject.what()));
  }

  private static Proposal unknown(ColumnName name, Typing typing, List<String> cells) {
    return never(
        name,
        typing,
        UNSORTED,
        Recognized.areUuids(cells)
            ? "UUIDs, of what its name does not say"
            : "neither its name nor its cells say what it is",
        true);
  }

  private static Proposal never(
      ColumnName name, Typing typing, String category, String why, boolean mayBeKey) {
    return new Proposal(
        name,
        Optional.of(typing.type()),
        category,
        DEAREST,
        Optional.empty(),
        mayBeKey && typing.isSure(),
        false,
        said(typing, why));
  }

  private static String said(Typing typing, String why) {
    return why + "; " + typing.type() + ": " + typing.reason();
  }

  /**
   * The same of a field besides the key: what is said to be a group and is another for nearly each
   * row would tell which record it is.
   */
  Proposal besideKey(List<String> cells) {
    boolean isOwn =
        cells.size() >= FEW && OF * (long) new HashSet<>(cells).size() > MOST * (long) cells.size();
    return isOwn && category.equals("targeting") && type.equals(Optional.of(FieldType.STRING))
        ? held("nearly each row has another, so it tells which record it is")
        : this;
  }

  /** The same as a field of the key, which opens with the others of it. */
  Proposal asKey(Reach reach, String why) {
    boolean known = this.reach.isPresent();
    return new Proposal(
        column,
        type,
        known || !category.equals(UNSORTED) ? category : "accounts",
        known || category.equals("personal") ? value : KEY,
        Optional.of(reach),
        true,
        true,
        "key: " + why + "; " + reason);
  }

  /** The same, never to be released, and why. */
  Proposal held(String why) {
    return new Proposal(
        column, type, category, value, Optional.empty(), false, false, why + "; " + reason);
  }
}
