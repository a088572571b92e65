package dev.entente.trustledger.audit;

import dev.entente.ledger.Recovered;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Seal;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.HashTile;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoints of the log from elsewhere. Whether one that the log does not hold was lost, and a
 * recovery in the log says so, is known only when all of it was read.
 */
final class Outside {
  private final List<Seal> seals = new ArrayList<>();
  private final List<Finding> against = new ArrayList<>();

  void add(Seal seal) {
    seals.add(seal);
  }

  List<Seal> seals() {
    return seals;
  }

  /** Keeps it, if it speaks against one of them; else it is somebody else's matter. */
  boolean takes(Finding finding) {
    boolean own = seals.stream().anyMatch(seal -> seal.isContradictedBy(finding));
    if (own) {
      against.add(finding);
    }
    return own;
  }

  /**
   * Tells what nothing explains.
   *
   * @return how many entries those have that a recovery explains
   */
  List<Long> settle(Findings findings, long size, List<Recovered> recoveries) {
    List<Long> lost = new ArrayList<>();
    for (Seal seal : seals) {
      Sha256 root = Sha256.ofBytes(seal.root().toBytes());
      if (recoveries.stream().anyMatch(it -> it.isLost(seal.size(), root))) {
        lost.add(seal.size());
      } else {
        findings.holds(
            seal.size() <= size, size, "the log's size", seal.size() + " by " + seal.whose(), size);
        against.stream().filter(seal::isContradictedBy).distinct().forEach(findings::add);
      }
    }
    return lost.stream().distinct().sorted().toList();
  }

  /** What each recovery says was left must be what the log begins with. */
  static void lineage(Findings findings, LogReader log, Frontier end, List<Recovered> recoveries) {
    for (Recovered it : recoveries) {
      var left = it.recovery().recover().at();
      findings.equal(
          it.index(),
          "the root of the " + left.size() + " entries that were left",
          root(log, end, left.size()),
          Optional.of(left.root()));
    }
  }

  private static Optional<Sha256> root(LogReader log, Frontier end, long size) {
    try {
      var tree =
          new TiledTree(
              size,
              wanted ->
                  end.partialTiles().stream()
                      .filter(it -> it.tile().level() == wanted.level())
                      .filter(it -> it.tile().index() == wanted.index())
                      .map(HashTile::toBytes)
                      .findFirst()
                      .or(() -> log.tile(wanted.level(), wanted.index()))
                      .map(bytes -> Arrays.copyOf(bytes, wanted.byteLength()))
                      .orElseThrow(() -> new StoreException("no tile " + wanted.path())));
      return Optional.of(Sha256.ofBytes(tree.root().toBytes()));
    } catch (StoreException | TreeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
