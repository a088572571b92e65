package dev.entente.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The text of an order that is still to be signed. Whoever cannot sign it itself signs a {@link
 * #challenge} that no other text has.
 */
public final class UnsignedOrder {
  static final JOSEObjectType TYPE = new JOSEObjectType("entente-operator+jwt");
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Command command;
  private final byte[] text;

  private UnsignedOrder(Command command, byte[] text) {
    this.command = command;
    this.text = text;
  }

  /** Whether it approves what somebody else proposed. */
  public boolean isApproval() {
    return command instanceof Command.Approve;
  }

  /** An order of this person's, good for five minutes from now. */
  public static UnsignedOrder of(
      String gateway, String operator, Command command, String because, Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", operator);
    claims.put("aud", gateway);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(OperatorDocument.LONGEST_LIFE).getEpochSecond());
    claims.put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    claims.put("because", because);
    claims.putAll(CommandJson.write(command));
    return new UnsignedOrder(command, Json.write(claims));
  }

  /**
   * An order of this person's, of a command as it stands in a document.
   *
   * @throws dev.entente.json.Malformed if it is no command
   */
  public static UnsignedOrder read(
      String gateway, String operator, Doc command, String because, Instant now) {
    return of(gateway, operator, CommandJson.read(command), because, now);
  }

  /** What a passkey signs as its challenge, and a provider as its nonce: the hash of the text. */
  public Sha256 challenge() {
    return Sha256.hash(text);
  }

  /** Signed with a key of the operator's own. */
  public OperatorDocument sign(SigningKey key) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.id().toString()).type(TYPE).build();
    var jws = new JWSObject(header, new Payload(text));
    try {
      jws.sign(new Ed25519JwsSigner(key));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("this key does not sign: " + e.getMessage(), e);
    }
    return OperatorDocument.parse(jws.serialize());
  }

  /**
   * Signed with a passkey.
   *
   * @param authenticatorData as the authenticator made it
   * @param clientData the JSON that the browser made, byte for byte
   * @param signature as the authenticator made it, for ECDSA in DER
   * @throws dev.entente.json.Malformed if it becomes no document
   */
  public OperatorDocument asserted(
      Credential.Passkey passkey, byte[] authenticatorData, byte[] clientData, byte[] signature) {
    return document(
        OrderSignature.Assertion.algorithm(passkey.key()),
        KeyId.of(passkey.key()),
        OrderSignature.Assertion.NAME,
        Map.of(
            OrderSignature.Assertion.AUTHENTICATOR_DATA,
            Base64URL.encode(authenticatorData).toString(),
            OrderSignature.Assertion.CLIENT_DATA,
            Base64URL.encode(clientData).toString()),
        Base64URL.encode(signature));
  }

  /**
   * Signed by the operator's provider, whose ID token has the challenge as its nonce.
   *
   * @param provider the thumbprint of the key that signed the token
   * @throws dev.entente.json.Malformed if it becomes no document
   */
  public OperatorDocument vouched(KeyId provider, SignedJWT token) {
    return document(
        token.getHeader().getAlgorithm(),
        provider,
        OrderSignature.IdToken.NAME,
        new String(token.getSigningInput(), StandardCharsets.US_ASCII),
        token.getSignature());
  }

  private OperatorDocument document(
      JWSAlgorithm algorithm, KeyId key, String name, Object value, Base64URL signature) {
    var header =
        new JWSHeader.Builder(algorithm)
            .keyID(key.toString())
            .type(TYPE)
            .criticalParams(Set.of(name))
            .customParam(name, value)
            .build();
    try {
      return OperatorDocument.parse(
          new JWSObject(header.toBase64URL(), new Payload(text), signature).serialize());
    } catch (ParseException e) {
      throw new IllegalStateException("a header that was just made is none", e);
    }
  }
}
