package dev.entente.ledger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.entente.catalog.Stage;
import dev.entente.json.Json;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.Jwks;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Receipts: a JWS for each answer that was recorded. With the proof of its entry it stands alone,
 * offline. Thread-safe.
 */
public final class Receipts {
  /** The header's {@code typ}. */
  public static final JOSEObjectType TYPE = new JOSEObjectType("entente-receipt+jwt");

  private final String gateway;
  private final Ed25519JwsSigner signer;
  private final JWSHeader header;
  private final Keys keys;

  /**
   * @param gateway the issuer, which is the log's origin too
   * @param key the gateway's, Ed25519
   */
  public Receipts(String gateway, SigningKey key) {
    this(gateway, key, Jwks.of(key.publicKey()));
  }

  /**
   * @param keys those that receipts were ever signed with, this one too
   */
  public Receipts(String gateway, SigningKey key, Keys keys) {
    this.gateway = gateway;
    this.signer = new Ed25519JwsSigner(key);
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.id().toString()).type(TYPE).build();
    this.keys = keys;
  }

  /** The keys that our receipts are signed with. */
  public Keys keys() {
    return keys;
  }

  /**
   * The receipt of an answer, as a compact JWS.
   *
   * @param records the hash of the answered records' canonical JSON (RFC 8785)
   */
  public String issue(Disclosure disclosure, Recording.Recorded recorded, Sha256 records) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", gateway);
    claims.put("iat", recorded.time().getEpochSecond());
    claims.put("agreement", disclosure.agreement().value());
    claims.put("log", gateway);
    claims.put("index", recorded.index());
    claims.put("leaf", recorded.leaf().toString());
    claims.put("request", disclosure.request().toString());
    claims.put("records", records.toString());
    claims.put("value", recorded.value().decimal());
    claims.put("stage", disclosure.stage().value());
    claims.put("policy", disclosure.policy().value());
    claims.put("decision", disclosure.decision().toString());
    return signed(claims);
  }

  /**
   * The receipt of a contribution, as a compact JWS.
   *
   * @param stage at which it came in
   * @param records the hash of the canonical JSON (RFC 8785) of the records as they were read
   */
  public String issue(Received received, Receiving.Judged judged, Stage stage, Sha256 records) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", gateway);
    claims.put("iat", judged.time().getEpochSecond());
    claims.put("agreement", received.agreement().value());
    claims.put("log", gateway);
    claims.put("index", judged.index());
    claims.put("leaf", judged.leaf().toString());
    claims.put("request", received.request().toString());
    claims.put("records", records.toString());
    claims.put("credit", judged.credit().decimal());
    claims.put("stage", stage.value());
    return signed(claims);
  }

  /** The receipt of what was set aside, as a compact JWS. */
  public String issue(Reserving.Granted granted) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", gateway);
    claims.put("iat", granted.time().getEpochSecond());
    claims.put("agreement", granted.entry().agreement().value());
    claims.put("log", gateway);
    claims.put("index", granted.index());
    claims.put("leaf", granted.leaf().toString());
    claims.put("request", granted.entry().request().toString());
    claims.put("reserved", granted.entry().amount().total().decimal());
    claims.put("stage", granted.entry().stage().value());
    return signed(claims);
  }

  /**
   * The receipt of a release as its entry tells it, for a partner who never got the first. What the
   * entry does not hold it leaves out: the hash of the records. Empty if the entry released
   * nothing.
   */
  public Optional<String> again(Stored stored) {
    Entry entry = EntryJson.read(stored.bytes());
    return entry.event() instanceof Disclosed disclosed
        ? Optional.of(again(disclosed, stored.index(), stored.leaf(), entry.time()))
        : Optional.empty();
  }

  /** The same, of an entry that is at hand. */
  public String again(Disclosed disclosed, long index, Sha256 leaf, Instant time) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", gateway);
    claims.put("iat", time.getEpochSecond());
    claims.put("agreement", disclosed.agreement().value());
    claims.put("log", gateway);
    claims.put("index", index);
    claims.put("leaf", leaf.toString());
    claims.put("request", disclosed.request().toString());
    claims.put("value", disclosed.value().decimal());
    claims.put("stage", disclosed.stage().value());
    claims.put("policy", disclosed.policy().value());
    claims.put("decision", disclosed.decision().toString());
    return signed(claims);
  }

  private String signed(Map<String, Object> claims) {
    var receipt = new JWSObject(header, new Payload(Json.write(claims)));
    try {
      receipt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the gateway's key does not sign", e);
    }
    return receipt.serialize();
  }
}
