package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Sha256;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The agreement as the gateway shows it.
 *
 * @param state {@code proposed} until the partner has accepted
 * @param claimed the hash that the gateway says the terms have; {@link #computed} is what they have
 * @param ladder the windows by stage, lowest first
 */
public record Agreement(
    String agreement,
    String partner,
    String state,
    Doc terms,
    Sha256 claimed,
    String stage,
    SequencedMap<String, BigDecimal> ladder) {

  /**
   * Reads the agreement call's answer.
   *
   * @throws NoAnswer if it is not as the protocol says
   */
  public static Agreement read(Reply.Answered answer) {
    Doc doc = answer.document();
    try {
      var ladder = new LinkedHashMap<String, BigDecimal>();
      doc.at("ladder")
          .items()
          .forEach(rung -> ladder.put(rung.at("stage").text(), rung.at("window").number()));
      return new Agreement(
          doc.at("agreement").text(),
          doc.at("partner").text(),
          doc.at("state").text(),
          doc.at("terms"),
          doc.at("terms-hash").as(Sha256::parse),
          doc.at("stage").text(),
          ladder);
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }

  /** The hash of these very terms: SHA-256 of their canonical JSON (RFC 8785). */
  public Sha256 computed() {
    return Sha256.hash(Json.canonical(terms.node()));
  }

  /** Whether what would be signed is what is shown. */
  public boolean hashHolds() {
    return computed().equals(claimed);
  }
}
