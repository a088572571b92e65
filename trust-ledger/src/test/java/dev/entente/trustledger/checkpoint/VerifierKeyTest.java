package dev.entente.trustledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
  private static final String PETER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PETER,
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      })
  void readsAndWritesPublishedKeys(String vkey) {
    VerifierKey key = VerifierKey.parse(vkey);

    assertThat(key).hasToString(vkey).isEqualTo(VerifierKey.of(key.name(), key.publicKey()));
    assertThat(key).hasSameHashCodeAs(VerifierKey.parse(vkey));
  }

  @Test
  void readsAKeyWithAPlusInItsBase64() {
    byte[] publicKey = new byte[32];
    publicKey[2] = (byte) 0xf8;
    VerifierKey key = VerifierKey.of(new KeyName("log.example"), publicKey);

    assertThat(key.toString().chars().filter(c -> c == '+').count()).isGreaterThan(2);
    assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
  }

  @Test
  void doesNotChangeWithTheBytesItWasMadeOfOrGave() {
    VerifierKey key = VerifierKey.parse(PETER);
    byte[] bytes = key.publicKey();
    VerifierKey same = VerifierKey.of(key.name(), bytes);
    bytes[0]++;
    same.publicKey()[0]++;

    assertThat(same).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // capitals
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // another id
        "PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann++c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter+Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // a cosigner's type
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=", // 31 bytes
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW",
        "\ud800+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      })
  void refusesEverythingElse(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(NoteException.class);
  }

  @Test
  void refusesEveryKeyWithOneCharacterChanged() {
    for (int i = 0; i < PETER.length(); i++) {
      StringBuilder changed = new StringBuilder(PETER);
      changed.setCharAt(i, PETER.charAt(i) == 'x' ? 'y' : 'x');

      assertThatThrownBy(() -> VerifierKey.parse(changed.toString()))
          .as("%s", changed)
          .isInstanceOf(NoteException.class);
    }
  }

  @Test
  void saysWhichIdWouldBeRight() {
    assertThatThrownBy(() -> VerifierKey.parse(PETER.replace("c74f20a3", "00000000")))
        .hasMessageContaining("c74f20a3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a+b",
        "a\nb",
        "a\tb",
        "a\u0000b",
        "a\u0085b",
        "a\u00a0b",
        "a\u2003b",
        "a\u2028b",
        "a\u3000b",
        "a\udc00",
      })
  void refusesNamesThatCannotStandInASignatureLine(String name) {
    assertThatThrownBy(() -> new KeyName(name)).isInstanceOf(NoteException.class);
  }

  @Test
  void refusesOtherThan32Bytes() {
    KeyName name = new KeyName("log.example");

    assertThatThrownBy(() -> VerifierKey.of(name, new byte[31])).isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> VerifierKey.of(name, new byte[33])).isInstanceOf(NoteException.class);
  }
}
