package dev.entente.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import dev.entente.json.Json;
import java.text.ParseException;

/** What a receipt says, unverified. */
final class ReceiptClaims {
  private ReceiptClaims() {}

  static JsonNode of(String compact) {
    try {
      return Json.read(JWSObject.parse(compact).getPayload().toBytes());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
