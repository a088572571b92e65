package dev.entente.server.receipt;

import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.ledger.IssuedReceipt.About.Released;
import dev.entente.ledger.IssuedReceipt.About.SetAside;
import dev.entente.ledger.IssuedReceipt.About.Taken;
import dev.entente.signature.Jwks;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks receipts without the gateway: the gateway signed it, the log's key signed a checkpoint,
 * and the entry that the receipt names is in that checkpoint's tree, at that place.
 */
public final class ReceiptCheck {
  private final Jwks keys;
  private final VerifierKeys log;
  private final Optional<Jwks> partner;

  private ReceiptCheck(Jwks keys, VerifierKeys log, Optional<Jwks> partner) {
    this.keys = keys;
    this.log = log;
    this.partner = partner;
  }

  /**
   * By keys from a place that is trusted; nothing is fetched.
   *
   * @param keys the gateway's
   * @param log the log's
   */
  public static ReceiptCheck of(Jwks keys, VerifierKeys log) {
    return new ReceiptCheck(keys, log, Optional.empty());
  }

  /** The same by the partner's keys too: without them nobody knows who acknowledged a receipt. */
  public ReceiptCheck acknowledgedBy(Jwks partner) {
    return new ReceiptCheck(keys, log, Optional.of(partner));
  }

  /**
   * What was proved, line by line.
   *
   * @param compact the receipt, a compact JWS; or one that the partner acknowledged
   * @throws Unproved if anything of it does not hold
   */
  public List<String> verify(String compact, TlogProof proof) throws Unproved {
    try {
      if (Acknowledgement.isOne(compact)) {
        return acknowledged(compact, proof);
      }
      List<String> proved = verify(IssuedReceipt.verified(compact, keys), proof);
      if (partner.isPresent()) {
        throw new Unproved("the partner has not signed it; the gateway has, and the log holds it");
      }
      return proved;
    } catch (Malformed e) {
      throw new Unproved(
          e.pointer().isEmpty() ? e.reason() : "its claim " + e.pointer() + ": " + e.reason());
    }
  }

  private List<String> acknowledged(String compact, TlogProof proof) throws Unproved {
    List<String> lines = new ArrayList<>();
    if (partner.isPresent()) {
      Acknowledgement dual = Acknowledgement.verified(compact, partner.get(), keys);
      lines.addAll(verify(dual.receipt(), proof));
      lines.add("acknowledged by the partner with the key " + dual.key());
    } else {
      lines.addAll(verify(IssuedReceipt.verified(Acknowledgement.receipt(compact), keys), proof));
      lines.add("acknowledged, but by whom was not checked: that takes the partner's keys");
    }
    return List.copyOf(lines);
  }

  private List<String> verify(IssuedReceipt receipt, TlogProof proof) throws Unproved {
    if (!receipt.log().equals(log.name().value()) || !receipt.issuer().equals(receipt.log())) {
      throw new Unproved(
          "it is of the gateway %s and the log %s, the log's key is that of %s"
              .formatted(receipt.issuer(), receipt.log(), log.name()));
    }
    if (proof.index() != receipt.index()) {
      throw new Unproved(
          "it names entry %d, the proof is that of entry %d"
              .formatted(receipt.index(), proof.index()));
    }
    Checkpoint checkpoint = included(receipt, proof);
    return List.of(
        "signed by %s with the key %s on %s"
            .formatted(receipt.issuer(), receipt.key(), receipt.issued()),
        "entry %d of the log %s, under the checkpoint of %d entries with the root %s"
            .formatted(receipt.index(), receipt.log(), checkpoint.size(), checkpoint.root()),
        about(receipt),
        "in answer to the request %s, the records %s"
            .formatted(
                receipt.request(),
                receipt.records().map(Sha256::toString).orElse("not named: it was issued again")));
  }

  private static String about(IssuedReceipt receipt) {
    String where = "under the agreement " + receipt.agreement() + " at stage " + receipt.stage();
    return switch (receipt.about()) {
      case Released(var value, var policy) ->
          "released %s, worth %s, by policy %s".formatted(where, value.toPlainString(), policy);
      case Taken(var credit) ->
          "contributed %s, for a credit of %s".formatted(where, credit.toPlainString());
      case SetAside(var reserved) ->
          "set aside %s, worth %s".formatted(where, reserved.toPlainString());
    };
  }

  private Checkpoint included(IssuedReceipt receipt, TlogProof proof) throws Unproved {
    try {
      return proof.verify(TreeHash.of(receipt.leaf().bytes()), log, NoteVerifier.ofPlatform());
    } catch (NoteException e) {
      throw new Unproved(String.valueOf(e.getMessage()));
    }
  }
}
