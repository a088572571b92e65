package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.IssuedReceipt.About.Released;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.CachedKeys;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the consents of one agreement show of its releases, part by part. Each release counts once.
 */
public final class Lost {
  private static final int MOST_KEYS = 64;

  /** A release that was recorded once. */
  public record Release(long index, Sha256 leaf, Amount value) {}

  private final Keys gateway;
  private final String log;
  private final long from;
  private final List<Recovered> before;
  private final NavigableMap<Long, Release> known = new TreeMap<>();

  /**
   * @param gateway our keys
   * @param log our log's origin, and our name
   * @param from the first entry that was lost
   * @param before recoveries before this one: what they lost was counted then
   */
  public Lost(Keys gateway, String log, long from, List<Recovered> before) {
    this.gateway = gateway;
    this.log = log;
    this.from = from;
    this.before = List.copyOf(before);
  }

  /** The keys of an agreement's partner, by which its consent is signed. */
  public static Keys keys(Standing standing) {
    return new CachedKeys(standing.keys()::get, MOST_KEYS);
  }

  /**
   * Takes in a part of a consent.
   *
   * @return what the releases are worth that it shows, are lost, and were not shown before
   * @throws Malformed if something in it is not as our gateway or the partner's log would say it
   */
  public Amount take(Consent consent) {
    Amount value = Amount.ZERO;
    for (Release release : releases(consent)) {
      Release before = known.putIfAbsent(release.index(), release);
      if (before == null && release.index() >= from) {
        value = value.plus(release.value());
      } else if (before != null && !before.leaf().equals(release.leaf())) {
        throw new Malformed("", "it shows two entries " + release.index() + " of this log");
      }
    }
    return value;
  }

  private List<Release> releases(Consent consent) {
    List<Release> releases = new ArrayList<>();
    for (String compact : consent.receipts()) {
      IssuedReceipt receipt = IssuedReceipt.verified(compact, gateway);
      if (!receipt.log().equals(log)
          || !receipt.issuer().equals(log)
          || !receipt.agreement().equals(consent.agreement())
          || !(receipt.about() instanceof Released(var worth, _))) {
        throw new Malformed(
            "", "the receipt of entry " + receipt.index() + " is of no release under it here");
      }
      if (before.stream().noneMatch(it -> it.lost(receipt))) {
        releases.add(new Release(receipt.index(), receipt.leaf(), Amount.of(worth)));
      }
    }
    for (Transfer transfer : consent.received()) {
      if (!transfer.log().equals(log) || transfer.index() < from) {
        throw new Malformed("", "what was received is not of what this log lost");
      }
      releases.add(new Release(transfer.index(), transfer.leaf(), transfer.value()));
    }
    if (releases.stream().anyMatch(it -> it.value().compareTo(Amount.ZERO) < 0)) {
      throw new Malformed("", "a release is worth nothing or more");
    }
    return releases;
  }

  /** Those that were not lost, and must be in the log. */
  public List<Release> kept() {
    return List.copyOf(known.headMap(from).values());
  }
}
