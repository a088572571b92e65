package dev.entente.server.client;

import com.nimbusds.jose.JWSObject;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.text.ParseException;

/**
 * A receipt as it came with an answer, to be kept. It is read here, not verified: {@code entente
 * verify} does that.
 *
 * @param compact the JWS
 * @param index of its entry in the gateway's log
 */
public record Receipt(String compact, long index) {
  static Receipt read(Doc doc) {
    try {
      Doc claims = Doc.of(Json.read(JWSObject.parse(doc.text()).getPayload().toBytes()));
      return new Receipt(doc.text(), claims.at("index").number().longValueExact());
    } catch (ParseException | ArithmeticException e) {
      throw new Malformed(doc.pointer(), "not a receipt: " + e.getMessage());
    }
  }
}
