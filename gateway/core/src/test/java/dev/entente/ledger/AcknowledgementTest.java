package dev.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Jwks;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementTest {
  private static final SigningKey GATEWAY = SigningKey.generate();
  private static final SigningKey PARTNER = SigningKey.generate();
  private static final SigningKey STRANGER = SigningKey.generate();
  private static final Jwks OURS = Jwks.of(GATEWAY.publicKey());
  private static final Jwks THEIRS = Jwks.of(PARTNER.publicKey());

  private static final String CLAIMS =
      """
      {"iss":"halden","iat":1763803200,"agreement":"orchard","log":"halden","index":7,\
      "leaf":"%1$s","request":"%1$s","records":"%1$s","value":8.5,"stage":"early","policy":"p"}"""
          .formatted("A".repeat(43));

  private final String receipt = receipt(GATEWAY);
  private final String dual = Acknowledgement.sign(receipt, PARTNER);

  @Test
  void bothSignaturesOfADualReceiptVerifyFromItsTextAlone() {
    Acknowledgement read = Acknowledgement.verified(dual, THEIRS, OURS);
    assertThat(read.key()).isEqualTo(PARTNER.id());
    assertThat(read.receipt().key()).isEqualTo(GATEWAY.id());
    assertThat(read.receipt().index()).isEqualTo(7);
    assertThat(Acknowledgement.receipt(dual)).isEqualTo(receipt);
    assertThat(Acknowledgement.isOne(dual)).isTrue();
    assertThat(Acknowledgement.isOne(receipt)).isFalse();
  }

  @Test
  void itsHeaderIsThatOfANestedJwt() {
    assertThat(new String(decoded(dual.split("\\.", -1)[0]), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"entente-acknowledgement+jwt\",\"cty\":\"JWT\"}"
                .formatted(PARTNER.id()));
  }

  @Test
  void aKeyOfTheOtherAlgorithmSignsWithItsOwn() throws Exception {
    ECKey jwk = new ECKeyGenerator(Curve.P_256).generate();
    SigningKey key = SigningKey.of(jwk);
    String signed = Acknowledgement.sign(receipt, key);
    assertThat(Acknowledgement.verified(signed, Jwks.of(key.publicKey()), OURS).key())
        .isEqualTo(key.id());
    assertThat(JWSObject.parse(signed).verify(new ECDSAVerifier(jwk.toPublicJWK()))).isTrue();
  }

  @Test
  void nobodyElseSignsForThePartnerOrForUs() {
    refused(Acknowledgement.sign(receipt, STRANGER), "not in the key set");
    refused(Acknowledgement.sign(receipt(STRANGER), PARTNER), "the receipt inside: its `kid`");
    refused(Acknowledgement.sign(dual, PARTNER), "the receipt inside: its `typ` is not");
    refused(receipt, "its `typ` is not entente-acknowledgement+jwt");
    // The partner's name over a stranger's signature.
    String forged = Acknowledgement.sign(receipt, STRANGER);
    refused(header(PARTNER) + forged.substring(forged.indexOf('.')), "does not verify");
  }

  @Test
  void anAlteredReceiptInsideIsFoundThoughThePartnerSignedIt() {
    String[] parts = receipt.split("\\.", -1);
    String claims = new String(decoded(parts[1]), StandardCharsets.UTF_8);
    String altered = parts[0] + "." + encoded(claims.replace("8.5", "0.5")) + "." + parts[2];
    refused(
        Acknowledgement.sign(altered, PARTNER),
        "the receipt inside: its signature does not verify");
  }

  /** The key says how it signs; the message may only repeat it. */
  @Test
  void theMessageDoesNotChooseItsAlgorithm() throws Exception {
    String payload = dual.split("\\.", -1)[1];
    refused(header(Map.of("alg", "none")) + "." + payload + ".", "`alg` is none");
    refused(header(Map.of("alg", "ES256")) + dual.substring(dual.indexOf('.')), "`alg` is ES256");
    String input = header(Map.of("alg", "HS256")) + "." + payload;
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] secret = decoded(PARTNER.publicKey().toJwk().get("x").toString());
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    refused(input + "." + encoded(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII))), "HS256");
  }

  @ParameterizedTest
  @CsvSource({
    "typ, JWT, its `typ` is not",
    "cty, JOSE, its `cty` is not JWT",
    "crit, b64, asks for an extension",
    "b64, false, asks for an extension",
    "kid, x, is not in the key set",
  })
  void anotherHeaderIsRefusedThoughItIsSigned(String name, String value, String because) {
    Object member = name.equals("crit") ? List.of(value) : value;
    String input = header(Map.of(name, member)) + "." + dual.split("\\.", -1)[1];
    refused(
        input + "." + encoded(PARTNER.sign(input.getBytes(StandardCharsets.US_ASCII))), because);
  }

  @Test
  void everyCharacterCounts() {
    for (int at = 0; at < dual.length(); at++) {
      for (char by : new char[] {'A', '_', '.', '='}) {
        if (dual.charAt(at) != by) {
          String mangled = dual.substring(0, at) + by + dual.substring(at + 1);
          assertThatThrownBy(() -> Acknowledgement.verified(mangled, THEIRS, OURS))
              .isInstanceOf(Malformed.class);
        }
      }
    }
    refused(dual + "=", "base64url without padding");
    refused(dual + ".x", "three parts");
    refused("x".repeat(8_001), "at most 8000 characters");
  }

  /** The bits that the last character has too many may be anything to a lenient reader. */
  @Test
  void thereIsOneSpellingOfASignature() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(dual.charAt(dual.length() - 1));
    String second = dual.substring(0, dual.length() - 1) + alphabet.charAt(last ^ 1);
    assertThat(decoded(second.substring(second.lastIndexOf('.') + 1)))
        .isEqualTo(decoded(dual.substring(dual.lastIndexOf('.') + 1)));
    refused(second, "base64url without padding");
  }

  private static void refused(String text, String because) {
    assertThatThrownBy(() -> Acknowledgement.verified(text, THEIRS, OURS))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(because);
  }

  private static String receipt(SigningKey key) {
    String input =
        encoded(
                "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"entente-receipt+jwt\"}"
                    .formatted(key.id()))
            + "."
            + encoded(CLAIMS);
    return input + "." + encoded(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String header(SigningKey key) {
    return header(Map.of("kid", key.id().toString()));
  }

  /** The partner's, with one member changed. */
  private static String header(Map<String, ?> changed) {
    var header = new java.util.LinkedHashMap<String, Object>();
    header.put("alg", "EdDSA");
    header.put("kid", PARTNER.id().toString());
    header.put("typ", Acknowledgement.TYPE);
    header.put("cty", "JWT");
    header.putAll(changed);
    return encoded(Json.write(header));
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
