package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.operator.Authenticator;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.UnsignedOrder;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.SigningKey;
import org.junit.jupiter.api.Test;

class EnrollmentTest {
  private final Cabinet cabinet = new Cabinet();
  private final Authenticator authenticator = new Authenticator();

  private OperatorDocument byPasskey(String name, Command command) {
    return authenticator.sign(UnsignedOrder.of("halden", name, command, "it is time", cabinet.now));
  }

  @Test
  void aPasskeyThatWasEnrolledSignsOrders() {
    cabinet.done("ana", new Command.Enroll(authenticator.passkey()));

    assertThat(
            cabinet.governance.carryOut(
                byPasskey("ana", new Command.Dispute(Cabinet.ORCHARD, "one"))))
        .isInstanceOf(Outcome.Passed.class);
    assertThat(cabinet.standing().evidence().disputes()).containsExactly("one");
  }

  @Test
  void aPasskeyThatNobodyEnrolledSignsNothing() {
    Command dispute = new Command.Dispute(Cabinet.ORCHARD, "one");

    assertThat(Cabinet.refused(cabinet.governance.carryOut(byPasskey("ana", dispute))).code())
        .isEqualTo(ProblemCode.SIGNATURE_INVALID);

    cabinet.done("bo", new Command.Enroll(authenticator.passkey()));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(byPasskey("ana", dispute))).code())
        .isEqualTo(ProblemCode.SIGNATURE_INVALID);
  }

  @Test
  void aPasskeyEnrollsAnother() {
    var other = new Authenticator();
    cabinet.done("ana", new Command.Enroll(authenticator.passkey()));

    assertThat(cabinet.governance.carryOut(byPasskey("ana", new Command.Enroll(other.passkey()))))
        .isInstanceOf(Outcome.Passed.class);
    assertThat(cabinet.ledger.trust().signatories().of("ana")).hasSize(3);
  }

  @Test
  void whatOnePersonSignsWithNobodyElseDoes() {
    var account = new Credential.Account("https://id.halden.example", "entente", "f3c1");
    cabinet.done("ana", new Command.Enroll(authenticator.passkey()));
    cabinet.done("ana", new Command.Enroll(account));

    assertThat(cabinet.refused("bo", new Command.Enroll(authenticator.passkey())).detail())
        .isEqualTo("this is a passkey of `ana`");
    assertThat(
            cabinet
                .refused(
                    "bo",
                    new Command.Enroll(
                        new Credential.Account("https://id.halden.example", "other", "f3c1")))
                .detail())
        .isEqualTo("this is the account of `ana`");
    assertThat(
            cabinet
                .refused(
                    "bo",
                    new Command.Enroll(
                        new Credential.Own(cabinet.keys.get("ana").publicKey().publicJwk())))
                .detail())
        .isEqualTo("this is the key of `ana`");
  }

  @Test
  void nobodySignsWithMoreThanTwentyThings() {
    for (int i = 1; i < 20; i++) {
      cabinet.done("ana", new Command.Enroll(own()));
    }
    assertThat(cabinet.refused("ana", new Command.Enroll(own())).detail()).contains("20 keys");
  }

  private static Credential own() {
    return new Credential.Own(SigningKey.generate().publicKey().publicJwk());
  }
}
