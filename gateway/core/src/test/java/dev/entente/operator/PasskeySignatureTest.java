package dev.entente.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An order is signed by a passkey over exactly its own text, or it is not signed. */
class PasskeySignatureTest {
  private final Authenticator authenticator = new Authenticator();
  private final Signatories known = Signatories.NONE.with("ana", authenticator.passkey());

  private static UnsignedOrder order(String agreement) {
    return UnsignedOrder.of(
        "halden",
        "ana",
        new Command.Approve(new AgreementId(agreement), "mid", 9),
        "they delivered",
        Instant.parse("2026-11-26T10:00:00Z"));
  }

  @Test
  void anOrderThatAPasskeySignedIsReadAgainAndHolds() {
    OperatorDocument signed = authenticator.sign(order("orchard"));

    OperatorDocument read = OperatorDocument.parse(signed.compact());

    assertThat(known.haveSigned(read)).isTrue();
    assertThat(read.command()).isEqualTo(signed.command());
    assertThat(read.because()).isEqualTo("they delivered");
  }

  @Test
  void aPasskeyOfSomebodyElseDoesNotSignForHer() {
    var other = new Authenticator();

    assertThat(known.haveSigned(other.sign(order("orchard")))).isFalse();
    assertThat(known.with("bo", other.passkey()).haveSigned(other.sign(order("orchard"))))
        .isFalse();
  }

  @Test
  void whatWasSignedForOneTextDoesNotHoldForAnother() {
    UnsignedOrder looked = order("orchard");

    assertThat(known.haveSigned(authenticator.sign(order("quarry"), looked.challenge()))).isFalse();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("made for registration", it -> it.type = "webauthn.create"),
        wrong("asked for by another site", it -> it.origin = "https://evil.example"),
        wrong(
            "by one whose name only ends so",
            it -> it.origin = "https://evil" + Authenticator.DOMAIN),
        wrong("from nowhere", it -> it.origin = "null"),
        wrong("inside another site's page", it -> it.rest = "\"crossOrigin\":true"),
        wrong("for another relying party", it -> it.relyingParty = "evil.example"),
        wrong("nobody was there", it -> it.flags = 0b100),
        wrong("it was not asked who is there", it -> it.flags = 0b001));
  }

  private static Arguments wrong(String what, Consumer<Authenticator> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void anAssertionDoesNotHold(String what, Consumer<Authenticator> change) {
    change.accept(authenticator);

    assertThat(known.haveSigned(authenticator.sign(order("orchard")))).as(what).isFalse();
  }

  @Test
  void noBitOfWhatWasSignedCanBeAnother() {
    UnsignedOrder order = order("orchard");
    byte[] clientData = authenticator.clientData(order.challenge());
    byte[] data = authenticator.authenticatorData();
    byte[] signature = authenticator.signature(data, clientData);

    for (byte[] bytes : new byte[][] {data, clientData, signature}) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 1;
        assertThat(holds(order, data, clientData, signature)).isFalse();
        bytes[i] ^= 1;
      }
    }
    assertThat(holds(order, data, clientData, signature)).isTrue();
  }

  private boolean holds(UnsignedOrder order, byte[] data, byte[] clientData, byte[] signature) {
    return known.haveSigned(order.asserted(authenticator.passkey(), data, clientData, signature));
  }

  @Test
  void anAnswerToSignInIsNoOrder() {
    assertThat(known.haveSigned(authenticator.sign(order("orchard"), Sha256.hash(new byte[] {1}))))
        .isFalse();
  }

  @Test
  void anotherCriticalNameIsRefusedWhenItIsRead() {
    String compact = authenticator.sign(order("orchard")).compact();
    String header =
        new String(
            java.util.Base64.getUrlDecoder().decode(compact.substring(0, compact.indexOf('.'))),
            java.nio.charset.StandardCharsets.UTF_8);
    String other =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                header
                    .replace("webauthn", "somethin")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThatThrownBy(
            () -> OperatorDocument.parse(other + compact.substring(compact.indexOf('.'))))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("not known here");
  }
}
