package dev.entente.agreement;

import dev.entente.catalog.Stage;
import dev.entente.json.Doc;
import dev.entente.reciprocity.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of an agreement in their order, each with its window and what it asks for. */
public record Ladder(List<Rung> rungs) {
  private static final int MOST_RUNGS = 20;
  private static final long LARGEST_WINDOW = 1_000_000_000_000L;

  /**
   * One stage of the ladder.
   *
   * @param window how much more than was received may have been given
   * @param steep says that a window more than twice the one before is meant
   */
  public record Rung(Stage stage, Amount window, Gate gate, boolean steep) {
    public Rung {
      if (window.compareTo(Amount.ZERO) < 0 || window.compareTo(Amount.of(LARGEST_WINDOW)) > 0) {
        throw new IllegalArgumentException("a window is from 0 to " + LARGEST_WINDOW);
      }
    }
  }

  public Ladder {
    rungs = List.copyOf(rungs);
    if (rungs.isEmpty() || rungs.size() > MOST_RUNGS) {
      throw new IllegalArgumentException("a ladder has 1 to " + MOST_RUNGS + " stages");
    }
    if (rungs.stream().map(Rung::stage).distinct().count() != rungs.size()) {
      throw new IllegalArgumentException("a stage stands on the ladder twice");
    }
    for (int i = 1; i < rungs.size(); i++) {
      Rung before = rungs.get(i - 1);
      Rung rung = rungs.get(i);
      if (rung.window().thousandths() > 2 * before.window().thousandths() && !rung.steep()) {
        throw new IllegalArgumentException(
            "the window of `%s` is more than twice that of `%s`; say `steep: true` if that is meant"
                .formatted(rung.stage(), before.stage()));
      }
    }
  }

  /** The stage that every agreement starts at. */
  public Stage first() {
    return rungs.getFirst().stage();
  }

  public List<Stage> stages() {
    return rungs.stream().map(Rung::stage).toList();
  }

  public boolean has(Stage stage) {
    return stages().contains(stage);
  }

  /**
   * The rung of a stage.
   *
   * @throws IllegalArgumentException if the ladder has no such stage
   */
  public Rung rung(Stage stage) {
    for (Rung rung : rungs) {
      if (rung.stage().equals(stage)) {
        return rung;
      }
    }
    throw new IllegalArgumentException(
        "`" + stage + "` is no stage of the ladder; it has " + stages());
  }

  /** The stages up to this one, this one included. */
  public List<Stage> reached(Stage stage) {
    return stages().subList(0, stages().indexOf(stage) + 1);
  }

  /** The later of two stages. */
  public Stage later(Stage one, Stage other) {
    return stages().indexOf(one) >= stages().indexOf(other) ? one : other;
  }

  /** The rung after this stage, if there is one. */
  public Optional<Rung> next(Stage stage) {
    int next = stages().indexOf(stage) + 1;
    return next < rungs.size() ? Optional.of(rungs.get(next)) : Optional.empty();
  }

  /** The rung before this stage, if there is one. */
  public Optional<Rung> previous(Stage stage) {
    int previous = stages().indexOf(stage) - 1;
    return previous >= 0 ? Optional.of(rungs.get(previous)) : Optional.empty();
  }

  /** Reads {@code [{"stage": "early", "window": 500}, …]}. */
  public static Ladder read(Doc doc) {
    List<Rung> rungs = new ArrayList<>();
    for (Doc item : doc.items()) {
      rungs.add(readRung(item));
      of(rungs, item);
    }
    return of(rungs, doc);
  }

  private static Ladder of(List<Rung> rungs, Doc place) {
    try {
      return new Ladder(rungs);
    } catch (IllegalArgumentException e) {
      throw place.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Rung readRung(Doc doc) {
    doc.only("stage", "window", "gate", "steep");
    try {
      return new Rung(
          doc.at("stage").as(Stage::new),
          amount(doc.at("window")),
          doc.find("gate").map(Gate::read).orElse(Gate.OPEN),
          doc.find("steep").map(Doc::bool).orElse(false));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  static Amount amount(Doc doc) {
    BigDecimal number = doc.number();
    try {
      return Amount.of(number);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  List<Object> document() {
    return rungs.stream().<Object>map(Ladder::describe).toList();
  }

  private static Map<String, Object> describe(Rung rung) {
    var about = new LinkedHashMap<String, Object>();
    about.put("stage", rung.stage().value());
    about.put("window", rung.window().decimal());
    if (!rung.gate().equals(Gate.OPEN)) {
      about.put("gate", rung.gate().document());
    }
    if (rung.steep()) {
      about.put("steep", true);
    }
    return about;
  }
}
