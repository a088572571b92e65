package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.signature.Jwks;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Receipts of releases that a partner holds, by their entries. Of two of one entry, the newer: the
 * log may have been recovered before.
 */
public final class HeldReceipts {
  private record Held(String compact, long issued) {}

  private final NavigableMap<Long, Held> byEntry = new TreeMap<>();

  private HeldReceipts() {}

  /**
   * Takes those of this agreement, whoever signed them.
   *
   * @param compact receipts, or what both sides signed around one; what is neither is left out
   */
  public static HeldReceipts unverified(Collection<String> compact) {
    var held = new HeldReceipts();
    for (String text : compact) {
      try {
        String receipt = inner(text);
        byte[] payload = Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]);
        Doc claims = Doc.of(Json.read(payload));
        if (claims.find("value").isPresent()) {
          held.byEntry.merge(
              claims.at("index").count(),
              new Held(receipt, claims.at("iat").count()),
              (one, other) -> one.issued() > other.issued() ? one : other);
        }
      } catch (Malformed | IllegalArgumentException e) {
        // Another text with two dots in it.
      }
    }
    return held;
  }

  /** Takes those of releases under this agreement that one of these keys signed. */
  public static HeldReceipts verified(
      Collection<String> compact, Jwks gateway, AgreementId agreement) {
    var held = new HeldReceipts();
    unverified(compact)
        .byEntry
        .forEach(
            (index, receipt) -> {
              IssuedReceipt read = IssuedReceipt.verified(receipt.compact(), gateway);
              if (read.agreement().equals(agreement)) {
                held.byEntry.put(index, receipt);
              }
            });
    return held;
  }

  private static String inner(String compact) {
    return Acknowledgement.isOne(compact) ? Acknowledgement.receipt(compact) : compact;
  }

  /** Those from this entry on, and the last before it: that must be in the log that is left. */
  public List<String> since(long from) {
    Long before = byEntry.lowerKey(from);
    return byEntry.tailMap(before == null ? from : before, true).values().stream()
        .map(Held::compact)
        .toList();
  }
}
