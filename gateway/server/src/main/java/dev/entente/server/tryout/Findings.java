package dev.entente.server.tryout;

import dev.entente.governance.Replay;
import dev.entente.server.show.ShownReplay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a trial.
 *
 * @param named the revision that the bundle names
 * @param cells what opens otherwise at which stage
 * @param agreements how many there are
 * @param objection why it could not simply come into force; empty if it could
 */
public record Findings(
    String named,
    ShownReplay replay,
    List<CellChange> cells,
    int agreements,
    Optional<String> objection) {
  public Findings {
    cells = List.copyOf(cells);
  }

  /** Of how many agreements the matrices were compared. */
  public int compared() {
    return Math.min(agreements, Trial.MOST_MATRICES);
  }

  /** What a difference comes to for the partner. */
  public static String words(Replay.Kind kind) {
    return switch (kind) {
      case OPENS -> "more";
      case CLOSES -> "less";
      case CHANGES -> "something else";
      case BEYOND -> "the same: beyond the terms, so held back";
    };
  }

  /** As it stands in answers. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("revision", named);
    objection.ifPresent(why -> json.put("objection", why));
    json.put("replay", replay.document());
    json.put("matrix", cells.stream().map(CellChange::json).toList());
    json.put("matrix-agreements", compared());
    return json;
  }
}
