package dev.entente.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.entente.agreement.AgreementId;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider vouches for exactly one order by the nonce of its ID token, or for none. */
class IdTokenSignatureTest {
  private static final String ISSUER = "https://id.halden.example/realms/halden";
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final RSAKey KEY = made();
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final Command APPROVE = new Command.Approve(ORCHARD, "mid", 9);
  private static final Command SUSPEND = new Command.Suspend(ORCHARD);

  private final Signatories known =
      Signatories.NONE
          .with("ana", new Credential.Account(ISSUER, "entente", "f3c1"))
          .withProvider(ISSUER, KEY.toPublicJWK());

  private static RSAKey made() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OperatorDocument vouched(
      Command command, RSAKey key, Consumer<JWTClaimsSet.Builder> change) {
    UnsignedOrder order = UnsignedOrder.of("halden", "ana", command, "they delivered", NOW);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject("f3c1")
            .audience("entente")
            .issueTime(Date.from(NOW.plusSeconds(20)))
            .claim("auth_time", NOW.plusSeconds(18).getEpochSecond())
            .claim("nonce", order.challenge().toString());
    change.accept(claims);
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return order.vouched(KeyId.of(key), parsed(token.serialize()));
  }

  private static SignedJWT parsed(String text) {
    try {
      return SignedJWT.parse(text);
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anOrderThatAProviderVouchedForIsReadAgainAndHolds() {
    OperatorDocument signed = vouched(APPROVE, KEY, _ -> {});

    assertThat(known.haveSigned(OperatorDocument.parse(signed.compact()))).isTrue();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("for another text", it -> it.claim("nonce", Sha256.hash(new byte[1]).toString())),
        wrong("for none", it -> it.claim("nonce", null)),
        wrong("about somebody else", it -> it.subject("a000")),
        wrong("for another client", it -> it.audience("wiki")),
        wrong("for two clients", it -> it.audience(java.util.List.of("entente", "wiki"))),
        wrong("by another issuer", it -> it.issuer("https://id.evil.example")),
        wrong("made an hour before", it -> it.issueTime(Date.from(NOW.minusSeconds(3600)))),
        wrong("made an hour after", it -> it.issueTime(Date.from(NOW.plusSeconds(3600)))),
        wrong("made at no time", it -> it.issueTime(null)),
        wrong(
            "for one who was asked in the morning",
            it -> it.claim("auth_time", NOW.minusSeconds(3600).getEpochSecond())),
        wrong("for one who was asked nobody knows when", it -> it.claim("auth_time", null)));
  }

  private static Arguments wrong(String what, Consumer<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aTokenDoesNotVouch(String what, Consumer<JWTClaimsSet.Builder> change) {
    assertThat(known.haveSigned(vouched(APPROVE, KEY, change))).as(what).isFalse();
  }

  @Test
  void whoDoesNotApproveNeedNotBeAskedAfresh() {
    assertThat(known.haveSigned(vouched(SUSPEND, KEY, it -> it.claim("auth_time", null)))).isTrue();
  }

  @Test
  void aKeyThatWasNotSeenAtTheProviderVouchesForNothing() {
    assertThat(known.haveSigned(vouched(APPROVE, made(), _ -> {}))).isFalse();
    assertThat(
            known
                .withProvider("https://id.evil.example", KEY.toPublicJWK())
                .withProvider(ISSUER, made().toPublicJWK())
                .haveSigned(vouched(APPROVE, made(), _ -> {})))
        .isFalse();
  }
}
