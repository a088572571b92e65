package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyingKeyTest {
  private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  private static void refused(Map<String, Object> jwk, String detail) {
    assertThatThrownBy(() -> VerifyingKey.of(jwk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(detail);
  }

  private static Map<String, Object> ed25519(byte[] x) {
    return Map.of("kty", "OKP", "crv", "Ed25519", "x", Base64URL.encode(x).toString());
  }

  @Test
  void itsNameIsTheThumbprintOfRfc8037() {
    var key = VerifyingKey.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", X, "kid", "mine"));
    assertThat(key.id()).hasToString("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(key.toJwk())
        .isEqualTo(Map.of("kty", "OKP", "crv", "Ed25519", "x", X, "kid", key.id().toString()));
  }

  @Test
  void aPrivateKeyIsRefused() {
    var jwk = SigningKey.generate().toPrivateJwk();
    refused(jwk, "without d");
  }

  @ParameterizedTest
  @CsvSource({
    "alg, ES256, signs with EdDSA",
    "use, enc, say sig",
    "exp, 1900000000, revoke",
  })
  void restrictionsThatDoNotFitAreRefused(String name, String value, String detail) {
    Object member = name.equals("exp") ? Long.valueOf(value) : value;
    refused(Map.of("kty", "OKP", "crv", "Ed25519", "x", X, name, member), detail);
  }

  @Test
  void otherKindsAreRefusedByName() {
    refused(Map.of("kty", "OKP", "crv", "X25519", "x", X), "this is X25519");
    refused(Map.of("kty", "oct", "k", X), "Ed25519");
    refused(Map.of("kty", "OKP", "crv", "Ed25519"), "not a JSON Web Key");
    refused(Map.of(), "not a JSON Web Key");
    assertThatThrownBy(() -> VerifyingKey.parse("{\"kty\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a JSON Web Key");
  }

  @Test
  void anXOfAnotherLengthOrSpellingIsRefused() {
    refused(ed25519(new byte[31]), "x must be 32 bytes");
    refused(ed25519(new byte[33]), "x must be 32 bytes");
    refused(Map.of("kty", "OKP", "crv", "Ed25519", "x", X.substring(0, 42) + "p"), "x must be 32");
    refused(Map.of("kty", "OKP", "crv", "Ed25519", "x", X + "="), "x must be 32 bytes");
  }

  @Test
  void pointsOfSmallOrderAreRefused() {
    assertThat(Edwards.TORSION.times(BigInteger.valueOf(4))).isNotEqualTo(Edwards.NEUTRAL);
    assertThat(Edwards.TORSION.times(BigInteger.valueOf(8))).isEqualTo(Edwards.NEUTRAL);
    for (int multiple = 0; multiple < 8; multiple++) {
      Edwards small = Edwards.TORSION.times(BigInteger.valueOf(multiple));
      refused(ed25519(small.encoded()), "not a sound Ed25519");
    }
  }

  @Test
  void aPointWithATorsionComponentIsRefused() {
    Edwards sound = Edwards.BASE.times(BigInteger.valueOf(77));
    assertThat(VerifyingKey.of(ed25519(sound.encoded())).algorithm()).isEqualTo(Algorithm.ED25519);
    for (int multiple = 1; multiple < 8; multiple++) {
      Edwards mixed = sound.plus(Edwards.TORSION.times(BigInteger.valueOf(multiple)));
      refused(ed25519(mixed.encoded()), "not a sound Ed25519");
    }
  }

  @Test
  void encodingsThatAreNotCanonicalOrNoPointAreRefused() {
    for (int y = 0; y < 19; y++) {
      refused(ed25519(Edwards.little(Edwards.P.add(BigInteger.valueOf(y)))), "not a sound Ed25519");
    }
    refused(ed25519(Edwards.little(BigInteger.TWO)), "not a sound Ed25519");
  }

  @Test
  void aP256PointOffTheCurveIsRefused() {
    var key = Engines.newP256();
    refused(
        Map.of("kty", "EC", "crv", "P-256", "x", key.getX().toString(), "y", key.getX().toString()),
        "P-256 curve");
    assertThat(VerifyingKey.of(key.toPublicJWK()).id()).hasToString(thumbprint(key));
  }

  private static String thumbprint(com.nimbusds.jose.jwk.ECKey key) {
    String canonical =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
            + key.getX()
            + "\",\"y\":\""
            + key.getY()
            + "\"}";
    return Sha256.hash(canonical.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
  }
}
