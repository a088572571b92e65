package dev.entente.server.trade;

import dev.entente.catalog.DatasetId;
import dev.entente.ledger.Difference;
import dev.entente.ledger.Difference.Side;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Transfer;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The transfers of one direction, as the log that gave and the log that took tell of them. Those
 * that both tell alike are forgotten at once.
 */
final class Transfers {
  /** A release as its own log has it. */
  record Given(Sha256 leaf, Amount value, Instant when, Sha256 request, DatasetId dataset) {}

  /** A release as the other log has it, and where. */
  record Taken(Transfer transfer, long index) {}

  private final String giver;
  private final String taker;
  private final Set<KeyId> askers;
  private final NavigableMap<Long, Given> given = new TreeMap<>();
  private final NavigableMap<Long, Taken> taken = new TreeMap<>();
  private Instant since = Instant.MIN;

  /**
   * @param giver the log that records the release
   * @param taker the log that records that it came
   * @param askers the keys of the taker's gateway: what others asked for is no transfer between
   *     gateways
   */
  Transfers(String giver, String taker, Set<KeyId> askers) {
    this.giver = giver;
    this.taker = taker;
    this.askers = Set.copyOf(askers);
  }

  /**
   * Takes in an entry of the giver's log. Where it consented to the taker's recovery, the taker may
   * have lost that it received something, and has time again to record it.
   */
  void give(Mirrored entry) {
    if (stepsBack(entry, taker).isPresent()) {
      since = entry.entry().time();
    }
    if (entry.entry().event() instanceof Disclosed it && askers.contains(it.key())) {
      given.put(
          entry.index(),
          new Given(entry.leaf(), it.value(), entry.entry().time(), it.request(), it.dataset()));
      settle(entry.index());
    }
  }

  /**
   * Takes in an entry of the taker's log. Where it consented to the giver's recovery, what it had
   * received of what was lost is settled.
   */
  void take(Mirrored entry) {
    stepsBack(entry, giver).ifPresent(back -> taken.tailMap(back.size(), true).clear());
    if (entry.entry().event() instanceof Received it
        && it.transfer().filter(transfer -> transfer.log().equals(giver)).isPresent()) {
      Transfer transfer = it.transfer().get();
      taken.put(transfer.index(), new Taken(transfer, entry.index()));
      settle(transfer.index());
    }
  }

  private static Optional<Command.StepBack> stepsBack(Mirrored entry, String log) {
    return entry.entry().event() instanceof Ordered(var document)
            && document.command() instanceof Command.StepBack back
            && back.log().equals(log)
        ? Optional.of(back)
        : Optional.empty();
  }

  private void settle(long index) {
    Given one = given.get(index);
    Taken other = taken.get(index);
    if (one != null && other != null && isSame(one, other.transfer())) {
      given.remove(index);
      taken.remove(index);
    }
  }

  private static boolean isSame(Given one, Transfer other) {
    return one.leaf().equals(other.leaf()) && one.value().equals(other.value());
  }

  /** The releases that the taker has not recorded, of which this is true. */
  List<Long> untaken(Predicate<Given> which) {
    return given.entrySet().stream()
        .filter(it -> !taken.containsKey(it.getKey()) && which.test(it.getValue()))
        .map(it -> it.getKey())
        .toList();
  }

  Given given(long index) {
    return Objects.requireNonNull(given.get(index));
  }

  /**
   * Where the two logs differ.
   *
   * @param late releases before this should be in both
   * @param size how far the giver's log is known
   * @param ours whether the giver is this gateway
   */
  List<Difference> differences(Instant late, long size, boolean ours) {
    var found = new ArrayList<Difference>();
    given.forEach(
        (index, one) -> {
          Taken other = taken.get(index);
          if (other != null) {
            found.add(difference("differs", index, said(one), Optional.of(other), ours));
          } else if (one.when().isBefore(late) && since.isBefore(late)) {
            found.add(difference("missing", index, said(one), Optional.empty(), ours));
          }
        });
    taken.forEach(
        (index, other) -> {
          if (!given.containsKey(index) && index < size) {
            found.add(difference("unheard-of", index, "no such release", Optional.of(other), ours));
          }
        });
    return found;
  }

  private Difference difference(
      String how, long index, String said, Optional<Taken> other, boolean ours) {
    var gave = new Side(giver, Optional.of(index), said);
    var took =
        new Side(
            taker,
            other.map(Taken::index),
            other.map(it -> said(it.transfer())).orElse("nothing was received"));
    return new Difference(
        "transfer-%s-%s-%d".formatted(how, ours ? "out" : "in", index),
        "the release of entry %d of the log %s".formatted(index, giver),
        ours ? gave : took,
        ours ? took : gave);
  }

  private static String said(Given given) {
    return "released, worth %s, as the entry %s".formatted(given.value(), given.leaf());
  }

  private static String said(Transfer transfer) {
    return "received, worth %s there, as the entry %s".formatted(transfer.value(), transfer.leaf());
  }
}
