package dev.entente.server.client;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.ledger.IssuedReceipt.About.Released;
import dev.entente.signature.Jwks;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.util.Optional;

/**
 * Acknowledges receipts, once they are seen to be the gateway's.
 *
 * @param gateway its keys
 * @param key the partner's, one of the agreement's
 */
public record Countersigner(Jwks gateway, AgreementId agreement, SigningKey key) {

  /**
   * Signs a receipt that was kept.
   *
   * @return the receipt that both sides signed, a compact JWS
   * @throws Malformed if it is none of the gateway's for this agreement; nothing is signed then
   */
  public String sign(String receipt) {
    verified(receipt);
    return Acknowledgement.sign(receipt, key);
  }

  /**
   * Signs the receipt of an answer.
   *
   * @throws Malformed if it is not of just these records at this price; nothing is signed then
   */
  public String sign(QueryAnswer answer) {
    check(answer);
    return Acknowledgement.sign(answer.receipt().compact(), key);
  }

  /**
   * Verifies the receipt of an answer.
   *
   * @throws Malformed if it is not of just these records at this price
   */
  public void check(QueryAnswer answer) {
    check(answer.receipt(), Sha256.hash(Json.canonical(answer.records())), answer.figures());
  }

  /**
   * Signs the receipt of a part of an export.
   *
   * @throws Malformed if it is not of just these records at this price; nothing is signed then
   */
  public String sign(ExportPart part) {
    check(part);
    return Acknowledgement.sign(part.receipt().compact(), key);
  }

  /**
   * Verifies the receipt of a part of an export.
   *
   * @throws Malformed if it is not of just these records at this price
   */
  public void check(ExportPart part) {
    check(part.receipt(), part.hash(), part.figures());
  }

  private void check(Receipt of, Sha256 records, Figures figures) {
    IssuedReceipt receipt = verified(of.compact());
    if (!receipt.records().equals(Optional.of(records))) {
      throw new Malformed("", "the receipt is not of the records that came with it");
    }
    if (!(receipt.about() instanceof Released(var value, _))
        || value.compareTo(figures.value()) != 0) {
      throw new Malformed("", "the receipt names another price than the answer");
    }
  }

  private IssuedReceipt verified(String receipt) {
    IssuedReceipt read = IssuedReceipt.verified(receipt, gateway);
    if (!read.agreement().equals(agreement)) {
      throw new Malformed("", "the receipt is of the agreement " + read.agreement());
    }
    return read;
  }
}
