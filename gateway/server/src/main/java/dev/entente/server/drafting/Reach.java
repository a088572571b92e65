package dev.entente.server.drafting;

import dev.entente.catalog.Stage;
import java.util.List;

/** How far up the ladder a field is proposed to open. */
enum Reach {
  EARLY,
  MID,
  LATE;

  /** The first, the middle or the last of the ladder's stages. */
  Stage on(List<Stage> ladder) {
    return switch (this) {
      case EARLY -> ladder.getFirst();
      case MID -> ladder.get(ladder.size() / 2);
      case LATE -> ladder.getLast();
    };
  }

  Reach later(Reach other) {
    return compareTo(other) < 0 ? other : this;
  }
}
