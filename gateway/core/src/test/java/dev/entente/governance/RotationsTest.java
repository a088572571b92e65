package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Rotation;
import dev.entente.operator.Command;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.signature.SigningKey;
import org.junit.jupiter.api.Test;

class RotationsTest {
  private final Cabinet cabinet = new Cabinet();
  private final SigningKey next = SigningKey.generate();
  private final Succession succession = Succession.sign(OwnKey.GATEWAY, cabinet.gateway, next);

  @Test
  void theFormerKeySignsUntilTheRotationIsFinished() {
    cabinet.done("ana", new Command.BeginRotation(succession));
    assertThat(rotation().current()).isEqualTo(cabinet.gateway.id());
    cabinet.done("bo", new Command.FinishRotation(OwnKey.GATEWAY, next.id()));
    assertThat(rotation().current()).isEqualTo(next.id());
    assertThat(cabinet.ledger.trust().rotation(OwnKey.LOG)).isEmpty();
  }

  private Rotation rotation() {
    return cabinet.ledger.trust().rotation(OwnKey.GATEWAY).orElseThrow();
  }

  @Test
  void aKeyIsRotatedOnceAtATime() {
    cabinet.done("ana", new Command.BeginRotation(succession));
    assertThat(cabinet.refused("bo", new Command.BeginRotation(succession)).detail())
        .contains("under way since entry");
    cabinet.done(
        "bo",
        new Command.BeginRotation(Succession.sign(OwnKey.LOG, cabinet.log, SigningKey.generate())));
  }

  @Test
  void onlyTheKeyThatSignsHereIsRotated() {
    var other = Succession.sign(OwnKey.GATEWAY, SigningKey.generate(), next);
    assertThat(cabinet.refused("ana", new Command.BeginRotation(other)).detail())
        .contains("the gateway key that signs here is " + cabinet.gateway.id());
  }

  @Test
  void aKeyThatWasRotatedOutIsNotRotatedAgain() {
    cabinet.done("ana", new Command.BeginRotation(succession));
    cabinet.done("bo", new Command.FinishRotation(OwnKey.GATEWAY, next.id()));
    var again = Succession.sign(OwnKey.GATEWAY, cabinet.gateway, SigningKey.generate());
    assertThat(cabinet.refused("ana", new Command.BeginRotation(again)).detail())
        .contains("start it again");
  }

  @Test
  void bothKeysMustSign() {
    var forged =
        new Succession(
            OwnKey.GATEWAY,
            succession.former(),
            succession.next(),
            succession.byNext(),
            succession.byNext());
    assertThat(cabinet.refused("ana", new Command.BeginRotation(forged)).detail())
        .contains("not signed by both");
  }

  @Test
  void onlyWhatWasBegunIsFinished() {
    var finish = new Command.FinishRotation(OwnKey.GATEWAY, next.id());
    assertThat(cabinet.refused("ana", finish).detail()).contains("begin one");
    cabinet.done("ana", new Command.BeginRotation(succession));
    assertThat(
            cabinet
                .refused(
                    "ana", new Command.FinishRotation(OwnKey.GATEWAY, SigningKey.generate().id()))
                .detail())
        .contains("begin one");
    cabinet.done("ana", finish);
    assertThat(cabinet.refused("ana", finish).detail()).contains("begin one");
  }
}
