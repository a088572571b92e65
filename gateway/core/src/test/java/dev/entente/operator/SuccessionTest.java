package dev.entente.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private final SigningKey former = SigningKey.generate();
  private final SigningKey next = SigningKey.generate();
  private final Succession succession = Succession.sign(OwnKey.GATEWAY, former, next);

  @Test
  void bothKeysSignWhichKeyFollowsWhich() {
    assertThat(succession.isProven()).isTrue();
    byte[] statement =
        ("entente/succession@v1\ngateway\n" + former.id() + "\n" + next.id() + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(former.publicKey().verify(statement, decoded(succession.byFormer()))).isTrue();
    assertThat(next.publicKey().verify(statement, decoded(succession.byNext()))).isTrue();
  }

  private static byte[] decoded(String signature) {
    return Base64.getUrlDecoder().decode(signature);
  }

  @Test
  void oneSignatureIsNotEnough() {
    String foreign = Succession.sign(OwnKey.GATEWAY, SigningKey.generate(), next).byFormer();
    assertThat(signed(OwnKey.GATEWAY, foreign, succession.byNext()).isProven()).isFalse();
    assertThat(signed(OwnKey.GATEWAY, succession.byFormer(), foreign).isProven()).isFalse();
    assertThat(signed(OwnKey.GATEWAY, succession.byFormer(), "?").isProven()).isFalse();
  }

  @Test
  void whatWasSignedForOneKeyIsNotGoodForTheOther() {
    assertThat(signed(OwnKey.LOG, succession.byFormer(), succession.byNext()).isProven()).isFalse();
  }

  private Succession signed(OwnKey key, String byFormer, String byNext) {
    return new Succession(key, succession.former(), succession.next(), byFormer, byNext);
  }

  @Test
  void aKeyDoesNotFollowItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Succession.sign(OwnKey.LOG, former, former))
        .withMessageContaining("itself");
  }
}
