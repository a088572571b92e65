package dev.entente.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import dev.entente.json.Doc;
import java.text.ParseException;
import java.util.List;

/** Reads a partner's public key from an agreement file. */
final class PartnerKey {
  private static final List<String> SECRET = List.of("d", "p", "q", "k", "dp", "dq", "qi", "oth");
  private static final int ED25519_BYTES = 32;

  private PartnerKey() {}

  /**
   * The key, public and of a kind that we verify with.
   *
   * @throws dev.entente.json.Malformed if it is not; a private one above all
   */
  static JWK read(Doc doc) {
    JsonNode node = doc.node();
    if (!node.isObject()) {
      throw doc.malformed("a public JWK is expected here: {kty: OKP, crv: Ed25519, x: …}");
    }
    if (SECRET.stream().anyMatch(node::has)) {
      throw doc.malformed(
          "this key is PRIVATE: whoever reads the file can sign as its owner. It is spoiled; its"
              + " owner makes a new one, and only the public part stands here");
    }
    JWK key = parsed(doc, node.toString());
    if (!supported(key)) {
      throw doc.malformed(
          "only Ed25519 (kty: OKP, crv: Ed25519) and P-256 (kty: EC, crv: P-256) keys are verified");
    }
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
      throw doc.malformed("this key is not for signatures; one with `use: sig`, or none, is");
    }
    return key;
  }

  /** The name by which partners call the key: its thumbprint (RFC 7638). */
  static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static JWK parsed(Doc doc, String json) {
    try {
      return JWK.parse(json);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw doc.malformed("no public JWK: " + e.getMessage());
    }
  }

  private static boolean supported(JWK key) {
    return switch (key) {
      case OctetKeyPair okp ->
          Curve.Ed25519.equals(okp.getCurve()) && okp.getX().decode().length == ED25519_BYTES;
      case ECKey ec -> Curve.P_256.equals(ec.getCurve());
      default -> false;
    };
  }
}
