package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A partner's consent to a recovery, or a part of it where it does not fit into one entry: a JWS by
 * a key of the agreement. Reading it proves nothing; {@link #verified} does.
 *
 * @param compact the exact text
 * @param key that it says signed it
 * @param recovery the hash of what is consented to
 * @param part from 1 to {@code of}
 * @param receipts of ours that the partner holds, compact JWS: those of what was lost, and the one
 *     before, which shows that our histories were one
 * @param received what the partner's own log says it received from ours in the lost part
 */
public record Consent(
    String compact,
    KeyId key,
    Sha256 recovery,
    AgreementId agreement,
    int part,
    int of,
    List<String> receipts,
    List<Transfer> received) {
  /** The header's {@code typ}. */
  public static final String TYPE = "entente-consent+jwt";

  // With its entry around it.
  private static final int LONGEST = 62_000;
  // As it stands in JSON, before base64url makes four of three.
  private static final int MOST_BYTES = 44_000;
  private static final int AROUND = 4;
  private static final int MOST_PARTS = 10_000;

  public Consent {
    receipts = List.copyOf(receipts);
    received = List.copyOf(received);
    if (part < 1 || part > of || of > MOST_PARTS) {
      throw new IllegalArgumentException(
          "a consent has parts from 1 on, " + MOST_PARTS + " at most");
    }
  }

  /**
   * Signs a consent, in as many parts as it takes.
   *
   * @param receipts not looked at
   */
  public static List<Consent> sign(
      Sha256 recovery,
      AgreementId agreement,
      List<String> receipts,
      List<Transfer> received,
      SigningKey key) {
    List<List<Object>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    int bytes = 0;
    List<Object> all = new ArrayList<>(receipts);
    all.addAll(received);
    for (Object one : all) {
      int more = AROUND + size(one);
      if (bytes + more > MOST_BYTES) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      bytes += more;
      parts.getLast().add(one);
    }
    List<Consent> signed = new ArrayList<>();
    for (List<Object> part : parts) {
      var claims = new LinkedHashMap<String, Object>();
      claims.put("recovery", recovery.toString());
      claims.put("agreement", agreement.value());
      claims.put("part", signed.size() + 1);
      claims.put("of", parts.size());
      claims.put("receipts", part.stream().filter(String.class::isInstance).toList());
      claims.put(
          "received",
          part.stream()
              .filter(Transfer.class::isInstance)
              .map(it -> TransferJson.transfer((Transfer) it))
              .toList());
      signed.add(read(CompactJws.sign(CompactJws.header(TYPE, key), Json.write(claims), key)));
    }
    return List.copyOf(signed);
  }

  private static int size(Object one) {
    return one instanceof Transfer transfer
        ? Json.write(TransferJson.transfer(transfer)).length
        : String.valueOf(one).length();
  }

  /**
   * Reads it.
   *
   * @throws Malformed if it is none
   */
  public static Consent read(String compact) {
    return read(compact, CompactJws.typed(TYPE, compact, LONGEST));
  }

  /**
   * Reads it, and verifies that one of these keys signed it.
   *
   * @throws Malformed if it is none, or none of them did
   */
  public static Consent verified(String compact, Keys partner) {
    CompactJws jws = CompactJws.typed(TYPE, compact, LONGEST);
    jws.verified(partner);
    return read(compact, jws);
  }

  private static Consent read(String compact, CompactJws jws) {
    Doc claims =
        Doc.of(Json.read(jws.payload()))
            .only("recovery", "agreement", "part", "of", "receipts", "received");
    try {
      return new Consent(
          compact,
          jws.header().at("kid").as(KeyId::parse),
          claims.at("recovery").as(Sha256::parse),
          claims.at("agreement").as(AgreementId::new),
          claims.at("part").integer(1, MOST_PARTS),
          claims.at("of").integer(1, MOST_PARTS),
          claims.at("receipts").texts(),
          claims.at("received").items().stream().map(TransferJson::transfer).toList());
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "no consent: " + e.getMessage());
    }
  }
}
