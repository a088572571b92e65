package dev.entente.ledger;

import dev.entente.json.Malformed;
import dev.entente.operator.Command.Recover;
import dev.entente.operator.OperatorDocument;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;

/**
 * What one of our people wants to recover from, and asks partners to consent to: a nested JWT (RFC
 * 7519 section 5.2), the gateway's JWS over the exact text of the operator's document. Reading it
 * proves nothing; {@link #verified} does, for the gateway's part.
 *
 * @param compact the exact text
 * @param order the operator's, which waits for others for longer than it is fresh
 * @param recover what it orders
 */
public record Recovery(String compact, OperatorDocument order, Recover recover) {
  /** The header's {@code typ}. */
  public static final String TYPE = "entente-recovery+jwt";

  private static final int LONGEST = 24_000;

  /**
   * Signs an order to recover with the gateway's key.
   *
   * @throws Malformed if it orders something else
   */
  public static Recovery sign(OperatorDocument order, SigningKey gateway) {
    return read(Nested.sign(TYPE, order.compact(), gateway));
  }

  /**
   * Reads it.
   *
   * @throws Malformed if it is none
   */
  public static Recovery read(String compact) {
    return read(compact, Nested.read(TYPE, compact, LONGEST));
  }

  /**
   * Reads it, and verifies that the gateway signed it.
   *
   * @throws Malformed if it is none, or none of these keys signed it
   */
  public static Recovery verified(String compact, Keys gateway) {
    CompactJws jws = Nested.read(TYPE, compact, LONGEST);
    jws.verified(gateway);
    return read(compact, jws);
  }

  private static Recovery read(String compact, CompactJws jws) {
    var order = OperatorDocument.parse(new String(jws.payload(), StandardCharsets.US_ASCII));
    if (order.command() instanceof Recover recover) {
      return new Recovery(compact, order, recover);
    }
    throw new Malformed("", "the document inside orders something else than to recover");
  }

  /** By which consents name it. */
  public Sha256 hash() {
    return Sha256.hash(compact.getBytes(StandardCharsets.US_ASCII));
  }
}
