package dev.entente.trustledger.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.problem.Unavailable;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpentNoncesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void the_set_is_a_set() {
    var random = new Random(7);
    var set = new NonceSet();
    Set<NonceHash> model = new HashSet<>();
    boolean same = true;
    for (int i = 0; i < 100_000; i++) {
      // Few values, so that many come twice and many lie at the same place.
      var hash = new NonceHash(1 + random.nextInt(4), random.nextInt(10_000));
      same &= set.contains(hash) == model.contains(hash);
      same &= set.add(hash) == model.add(hash);
    }
    assertThat(same).isTrue();
    assertThat(set.size()).isEqualTo(model.size());
  }

  @Test
  void a_nonce_is_another_under_another_key() {
    byte[] bytes = new byte[16];
    var one = NonceHash.of(new Nonce(key(1), bytes, NOON));
    var other = NonceHash.of(new Nonce(key(2), bytes, NOON));
    assertThat(one).isNotEqualTo(other).isEqualTo(NonceHash.of(new Nonce(key(1), bytes, NOON)));
  }

  @Test
  void a_nonce_is_spent_also_under_another_expiry() {
    var nonces = new SpentNonces();
    var hash = new NonceHash(1, 2);
    assertThat(nonces.claim(hash, NOON)).isTrue();
    assertThat(nonces.claim(hash, NOON.plusSeconds(300))).isFalse();
    assertThat(nonces.claim(hash, NOON.minusSeconds(300))).isFalse();
    assertThat(nonces.size()).isEqualTo(1);
  }

  @Test
  void whole_minutes_are_forgotten_and_none_before_it_expired() {
    var nonces = new SpentNonces();
    for (int second = 0; second < 600; second++) {
      nonces.claim(new NonceHash(second, 1), NOON.plusSeconds(second));
    }
    nonces.forget(NOON.plusSeconds(299));
    for (int second = 299; second < 600; second++) {
      assertThat(nonces.claim(new NonceHash(second, 1), NOON.plusSeconds(900))).isFalse();
    }
    assertThat(nonces.size()).isEqualTo(600 - 240);
    assertThat(nonces.claim(new NonceHash(0, 1), NOON.plusSeconds(900))).isTrue();
  }

  @Test
  void where_some_of_a_minute_were_forgotten_none_of_it_is_fresh_again() {
    var nonces = new SpentNonces();
    nonces.claim(new NonceHash(1, 1), NOON);
    nonces.forget(NOON.plusSeconds(3600));
    assertThat(nonces.claim(new NonceHash(1, 1), NOON)).isFalse();
    assertThat(nonces.claim(new NonceHash(2, 2), NOON.plusSeconds(59))).isFalse();
    assertThat(nonces.claim(new NonceHash(3, 3), NOON.plusSeconds(60))).isTrue();
    nonces.forgot(NOON.plusSeconds(120));
    assertThat(nonces.claim(new NonceHash(4, 4), NOON.plusSeconds(119))).isFalse();
    assertThat(nonces.claim(new NonceHash(5, 5), NOON.plusSeconds(120))).isTrue();
  }

  @Test
  void there_are_never_more_than_it_may_remember() {
    var nonces = new SpentNonces(100);
    for (int i = 0; i < 100; i++) {
      nonces.claim(new NonceHash(i, 1), NOON);
    }
    assertThatThrownBy(() -> nonces.claim(new NonceHash(100, 1), NOON))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("100 nonces are remembered already");
    nonces.forget(NOON.plusSeconds(60));
    assertThat(nonces.claim(new NonceHash(100, 1), NOON.plusSeconds(90))).isTrue();
  }

  @Test
  void what_was_written_is_remembered() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * NonceHash.LENGTH);
    new NonceHash(1, 2).put(bytes);
    new NonceHash(3, 4).put(bytes);
    var nonces = new SpentNonces();
    nonces.remember(bytes.array(), NOON);
    assertThat(nonces.claim(new NonceHash(1, 2), NOON)).isFalse();
    assertThat(nonces.claim(new NonceHash(3, 4), NOON)).isFalse();
    assertThat(nonces.size()).isEqualTo(2);
  }

  private static KeyId key(int n) {
    return new KeyId(Sha256.hash(new byte[] {(byte) n}));
  }
}
