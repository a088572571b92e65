package dev.entente.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.json.Json;
import dev.entente.ledger.Transfer;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Map;

/**
 * Records that a partner's gateway answered a query of ours with, as proved as if the partner had
 * sent them.
 *
 * @param key the partner's, that the answer was signed with; one of the agreement's
 * @param message the hash of the answer's signature base
 * @param transfer the release in the partner's log
 * @param body the records, as a contribution would have brought them; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Pulled(
    AgreementId agreement,
    ExchangeId exchange,
    KeyId key,
    Sha256 message,
    Transfer transfer,
    byte[] body) {

  /** The records of an answer. */
  public static Pulled of(
      AgreementId agreement,
      ExchangeId exchange,
      AnswerProof.Addressed proof,
      Transfer transfer,
      List<JsonNode> records) {
    return new Pulled(
        agreement,
        exchange,
        proof.key(),
        proof.message(),
        transfer,
        Json.write(Map.of("records", records)));
  }

  /**
   * A release whose answer never came, as the partner's log tells of it: without records, and so
   * without credit.
   *
   * @param message the hash of the receipt that was issued again
   */
  public static Pulled lost(
      AgreementId agreement, ExchangeId exchange, KeyId key, Sha256 message, Transfer transfer) {
    return new Pulled(
        agreement, exchange, key, message, transfer, Json.write(Map.of("records", List.of())));
  }
}
