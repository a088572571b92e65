package dev.entente.trustledger.store;

import dev.entente.json.Malformed;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/**
 * A kept entry, hashed and read.
 *
 * @param memory the hash of what the memory of cells gained by it, as it is kept beside it
 * @param entry empty if the bytes are not an entry
 * @param problem why not, or how what is kept beside it differs; empty if all is well
 */
public record Read(
    Kept kept,
    TreeHash leaf,
    Optional<Sha256> memory,
    Optional<Entry> entry,
    Optional<Finding> problem) {

  static Read of(Kept kept, LogReader log) {
    TreeHash leaf = TreeHash.leaf(kept.bytes());
    try {
      Entry entry = EntryJson.read(kept.bytes());
      return new Read(
          kept, leaf, log.memory(kept), Optional.of(entry), misfiled(kept, entry.event()));
    } catch (Malformed e) {
      return malformed(kept, log, leaf, e.pointer() + ": " + e.reason());
    } catch (IllegalArgumentException e) {
      return malformed(kept, log, leaf, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Finding> misfiled(Kept kept, Event event) {
    return kept.party().equals(event.party())
        ? Optional.empty()
        : Optional.of(
            new Finding(
                kept.index(),
                "the agreement it is kept under",
                event.party().toString(),
                kept.party().toString()));
  }

  private static Read malformed(Kept kept, LogReader log, TreeHash leaf, String why) {
    var problem = new Finding(kept.index(), "its form", "as this program writes entries", why);
    return new Read(kept, leaf, log.memory(kept), Optional.empty(), Optional.of(problem));
  }
}
