package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnginesAgreeTest {
  private static final BigInteger ORDER_P256 =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final byte[] MESSAGE = "what was said".getBytes(StandardCharsets.UTF_8);
  private static final BigInteger R = new BigInteger("1234567890123456789012345678901234567890");

  private final OctetKeyPair ed25519 = Engines.rfc9421Key();
  private final byte[] seed = ed25519.getDecodedD();
  private final JWK p256 = Engines.newP256();

  @BeforeEach
  void bothEngines() {
    Engines.mustBothLoad();
  }

  /** The one verdict of all engines. */
  private static boolean verdict(JWK jwk, byte[] message, byte[] signature) {
    var verdicts =
        Engines.all()
            .map(engine -> VerifyingKey.of(jwk.toPublicJWK(), engine).verify(message, signature))
            .toList();
    assertThat(verdicts).hasSize(2).allMatch(verdicts.getFirst()::equals);
    return verdicts.getFirst();
  }

  private static byte[] signed(JWK jwk) {
    return SigningKey.of(jwk, Crypto.bouncyCastle()).sign(MESSAGE);
  }

  @Test
  void eachTakesWhatTheOtherSigned() {
    Engines.all()
        .forEach(
            engine -> {
              assertThat(verdict(ed25519, MESSAGE, SigningKey.of(ed25519, engine).sign(MESSAGE)))
                  .isTrue();
              assertThat(verdict(p256, MESSAGE, SigningKey.of(p256, engine).sign(MESSAGE)))
                  .isTrue();
            });
  }

  @Test
  void everyChangedByteOfASignatureIsRefused() {
    for (JWK jwk : new JWK[] {ed25519, p256}) {
      byte[] sound = signed(jwk);
      for (int i = 0; i < sound.length; i++) {
        for (int bit : new int[] {0, 3, 7}) {
          byte[] changed = sound.clone();
          changed[i] ^= (byte) (1 << bit);
          assertThat(verdict(jwk, MESSAGE, changed)).as("byte %s bit %s", i, bit).isFalse();
        }
      }
    }
  }

  @Test
  void everyOtherLengthIsRefused() {
    for (JWK jwk : new JWK[] {ed25519, p256}) {
      byte[] sound = signed(jwk);
      for (int length : new int[] {0, 1, 32, 63, 65, 96, 128}) {
        assertThat(verdict(jwk, MESSAGE, Arrays.copyOf(sound, length))).isFalse();
      }
    }
  }

  @Test
  void theHandMadeSignerMakesSoundSignatures() {
    assertThat(verdict(ed25519, MESSAGE, Edwards.sign(seed, R, Edwards.NEUTRAL, MESSAGE))).isTrue();
  }

  @Test
  void anROffByATorsionPointIsRefusedForEveryMessage() {
    int taken = 0;
    for (int i = 0; i < 24; i++) {
      byte[] message = {(byte) i};
      for (int multiple : new int[] {1, 2, 4}) {
        Edwards offset = Edwards.TORSION.times(BigInteger.valueOf(multiple));
        byte[] signature = Edwards.sign(seed, R, offset, message);
        assertThat(verdict(ed25519, message, signature)).as("%s·T, %s", multiple, i).isFalse();
        if (Ed25519.verify(signature, 0, ed25519.getDecodedX(), 0, message, 0, 1)) {
          taken++;
        }
      }
    }
    assertThat(taken).as("those that Bouncy Castle takes by itself").isPositive();
  }

  @Test
  void aNeutralRIsRefused() {
    byte[] signature = Edwards.sign(seed, BigInteger.ZERO, Edwards.NEUTRAL, MESSAGE);
    assertThat(verdict(ed25519, MESSAGE, signature)).isFalse();
    for (int multiple = 1; multiple < 8; multiple++) {
      Edwards small = Edwards.TORSION.times(BigInteger.valueOf(multiple));
      signature = Edwards.sign(seed, BigInteger.ZERO, small, MESSAGE);
      assertThat(verdict(ed25519, MESSAGE, signature)).isFalse();
    }
  }

  @Test
  void anSThatIsNotReducedIsRefused() {
    byte[] sound = signed(ed25519);
    for (int times = 1; times < 15; times++) {
      assertThat(verdict(ed25519, MESSAGE, Edwards.withLargeS(sound, times))).isFalse();
    }
  }

  @Test
  void anRThatIsNotCanonicalIsRefused() {
    for (int y = 0; y < 19; y++) {
      for (int sign : new int[] {0, 0x80}) {
        byte[] r = Edwards.little(Edwards.P.add(BigInteger.valueOf(y)));
        r[31] |= (byte) sign;
        byte[] signature = PublicJwk.joined(r, Arrays.copyOfRange(signed(ed25519), 32, 64));
        assertThat(verdict(ed25519, MESSAGE, signature)).isFalse();
      }
    }
  }

  @Test
  void bothHalvesOfAP256SignatureMustBeInRange() {
    byte[] sound = signed(p256);
    byte[] zero = new byte[32];
    byte[] order = Arrays.copyOfRange(ORDER_P256.toByteArray(), 1, 33);
    byte[] full = new byte[32];
    Arrays.fill(full, (byte) 0xff);
    for (byte[] half : new byte[][] {zero, order, full}) {
      byte[] r = Arrays.copyOf(sound, 32);
      byte[] s = Arrays.copyOfRange(sound, 32, 64);
      assertThat(verdict(p256, MESSAGE, PublicJwk.joined(half, s))).isFalse();
      assertThat(verdict(p256, MESSAGE, PublicJwk.joined(r, half))).isFalse();
      assertThat(verdict(p256, MESSAGE, PublicJwk.joined(half, half))).isFalse();
    }
  }

  @Test
  void aHighSIsAsGoodAsALowOne() {
    byte[] sound = signed(p256);
    byte[] r = Arrays.copyOf(sound, 32);
    var s = new BigInteger(1, Arrays.copyOfRange(sound, 32, 64));
    byte[] other = Edwards.little(ORDER_P256.subtract(s));
    byte[] big = new byte[32];
    for (int i = 0; i < 32; i++) {
      big[i] = other[31 - i];
    }
    assertThat(verdict(p256, MESSAGE, PublicJwk.joined(r, big))).isTrue();
  }

  @Test
  void arbitraryBytesAreRefusedAlike() {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[64];
      random.nextBytes(bytes);
      assertThat(verdict(ed25519, MESSAGE, bytes)).isFalse();
      assertThat(verdict(p256, MESSAGE, bytes)).isFalse();
    }
  }
}
