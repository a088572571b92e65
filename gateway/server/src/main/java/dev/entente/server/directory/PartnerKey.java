package dev.entente.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import dev.entente.json.Shown;
import dev.entente.signature.VerifyingKey;
import java.util.List;
import java.util.Set;

/** Reads a partner's public key from an agreement file. */
final class PartnerKey {
  private static final List<String> SECRET = List.of("d", "p", "q", "k", "dp", "dq", "qi", "oth");

  private static final Set<String> KINDS = Set.of("OKP", "EC");

  private PartnerKey() {}

  /**
   * The key, public and of a kind that we verify with.
   *
   * @throws dev.entente.json.Malformed if it is not; a private one above all
   */
  static VerifyingKey read(Doc doc) {
    JsonNode node = doc.node();
    if (!node.isObject()) {
      throw doc.malformed("a public JWK is expected here: {kty: OKP, crv: Ed25519, x: …}");
    }
    if (SECRET.stream().anyMatch(node::has)) {
      throw doc.malformed(
          "this key is PRIVATE: whoever reads the file can sign as its owner. It is spoiled; its"
              + " owner makes a new one, and only the public part stands here");
    }
    String kind = node.path("kty").asText();
    if (!KINDS.contains(kind)) {
      throw doc.malformed(
          "keys are Ed25519 (kty OKP, crv Ed25519) or P-256 (kty EC, crv P-256), this is `%s`; `entente keygen` makes one"
              .formatted(Shown.of(kind)));
    }
    try {
      return VerifyingKey.parse(node.toString());
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }
}
