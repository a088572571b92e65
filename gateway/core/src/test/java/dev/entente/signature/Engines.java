package dev.entente.signature;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines that load here, and keys for tests. */
final class Engines {
  private Engines() {}

  static Stream<Engine> all() {
    var engines = new ArrayList<>(List.of(Crypto.bouncyCastle()));
    Engine corretto = Crypto.corretto();
    if (corretto != null) {
      engines.addFirst(corretto);
    }
    return engines.stream();
  }

  static void mustBothLoad() {
    assumeThat(Crypto.corretto()).as("Corretto's provider loads here").isNotNull();
  }

  static JWK jwk(String json) {
    try {
      return JWK.parse(json);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** RFC 9421 section B.1.4. */
  static OctetKeyPair rfc9421Key() {
    return (OctetKeyPair)
        jwk(
            """
            {"kty":"OKP","crv":"Ed25519","kid":"test-key-ed25519",
             "d":"n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU",
             "x":"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"}""");
  }

  static ECKey newP256() {
    try {
      return new ECKeyGenerator(Curve.P_256).provider(new BouncyCastleProvider()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWK newEd25519() {
    try {
      return JWK.parse(SigningKey.generate().toPrivateJwk());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
