package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
  private static final byte[] MESSAGE = "said".getBytes(StandardCharsets.UTF_8);

  @Test
  void aNewKeySurvivesItsFileAndIsNeverPrinted() throws ParseException {
    var key = SigningKey.generate();
    var again = SigningKey.of(JWK.parse(key.toPrivateJwk()));
    assertThat(key.publicKey().verify(MESSAGE, again.sign(MESSAGE))).isTrue();
    assertThat(SigningKey.generate().id()).isNotEqualTo(key.id());
    assertThat(key.toString()).doesNotContain(String.valueOf(key.toPrivateJwk().get("d")));
    assertThat(key.publicKey().toJwk()).doesNotContainKey("d");
  }

  @ParameterizedTest
  @MethodSource("dev.entente.signature.Engines#all")
  void aPrivatePartOfAnotherKeyIsRefused(Engine engine) throws ParseException {
    for (JWK jwk : new JWK[] {Engines.rfc9421Key(), Engines.newP256()}) {
      JWK other =
          jwk.getKeyType().getValue().equals("EC") ? Engines.newP256() : Engines.newEd25519();
      Map<String, Object> members = jwk.toJSONObject();
      members.put("d", other.toJSONObject().get("d"));
      JWK mixed = JWK.parse(members);
      assertThatThrownBy(() -> SigningKey.of(mixed, engine))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not the private part");
    }
  }

  @Test
  void aPublicKeyCannotSign() {
    assertThatThrownBy(() -> SigningKey.of(Engines.rfc9421Key().toPublicJWK()))
        .hasMessageContaining("private one is needed");
  }

  @Test
  void aKeySetSurvivesItsJson() {
    var one = SigningKey.generate().publicKey();
    var other = VerifyingKey.of(Engines.newP256().toPublicJWK());
    var again = Jwks.parse(Jwks.of(one, other).toJson());
    assertThat(again.keys()).containsExactly(one, other);
    assertThat(again.find(SigningKey.generate().id())).isNull();
    assertThatThrownBy(() -> Jwks.parse("[]")).hasMessageContaining("not a JSON Web Key Set");
  }

  @Test
  void anUnknownEngineIsRefusedAndKnownOnesAreChosen() {
    assertThatThrownBy(() -> Crypto.choose("sunec")).hasMessageContaining("corretto or bouncy");
    assertThat(Crypto.choose("bouncy-castle")).isSameAs(Crypto.bouncyCastle());
    Engine corretto = Crypto.corretto();
    assertThat(Crypto.choose(null)).isSameAs(corretto == null ? Crypto.bouncyCastle() : corretto);
    assertThat(Crypto.inUse()).isEqualTo(Crypto.engine().name());
  }

  @Test
  void receiptsAreSignedAndVerifiedAsEdDsa() throws JOSEException, ParseException {
    var key = SigningKey.generate();
    var jws = new JWSObject(new JWSHeader(JWSAlgorithm.EdDSA), new Payload("{\"index\":7}"));
    jws.sign(new Ed25519JwsSigner(key));
    var verifier = new Ed25519JwsVerifier(key.publicKey());
    String compact = jws.serialize();
    assertThat(JWSObject.parse(compact).verify(verifier)).isTrue();
    assertThat(
            JWSObject.parse(compact)
                .verify(new Ed25519JwsVerifier(SigningKey.generate().publicKey())))
        .isFalse();
    String other = Base64URL.encode("{\"index\":8}").toString();
    String[] parts = compact.split("\\.", -1);
    assertThat(JWSObject.parse(parts[0] + "." + other + "." + parts[2]).verify(verifier)).isFalse();
    char last = parts[2].charAt(85);
    String respelled = parts[2].substring(0, 85) + (char) (last + 1);
    assertThat(JWSObject.parse(parts[0] + "." + parts[1] + "." + respelled).verify(verifier))
        .isFalse();
  }

  @Test
  void criticalHeadersAndOtherAlgorithmsAreNotVerified() {
    var key = SigningKey.generate();
    var verifier = new Ed25519JwsVerifier(key.publicKey());
    var signature = Base64URL.encode(key.sign(MESSAGE));
    assertThat(verifier.verify(new JWSHeader(JWSAlgorithm.EdDSA), MESSAGE, signature)).isTrue();
    assertThat(verifier.verify(new JWSHeader(JWSAlgorithm.ES256), MESSAGE, signature)).isFalse();
    var critical = new JWSHeader.Builder(JWSAlgorithm.EdDSA).criticalParams(Set.of("b64")).build();
    assertThat(verifier.verify(critical, MESSAGE, signature)).isFalse();
    var p256 = SigningKey.of(Engines.newP256());
    assertThatThrownBy(() -> new Ed25519JwsSigner(p256)).hasMessageContaining("Ed25519");
    assertThatThrownBy(() -> new Ed25519JwsVerifier(p256.publicKey()))
        .hasMessageContaining("Ed25519");
  }
}
