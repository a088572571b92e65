package dev.entente.trustledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierKeysTest {
  private static final KeyPair25519 FORMER = KeyPair25519.named("former");
  private static final KeyPair25519 NEXT = KeyPair25519.named("next");
  private static final KeyPair25519 OTHER = KeyPair25519.named("other");
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(new KeyName("halden"), 0, TreeHash.EMPTY);

  private static VerifierKey key(KeyPair25519 pair) {
    return pair.log("halden").publicKey();
  }

  private static Note signed(KeyPair25519 pair) {
    return CHECKPOINT.sign(key(pair), pair::sign);
  }

  private static Checkpoint open(Note note, VerifierKeys keys) {
    return Checkpoint.open(note, keys, KeyPair25519::verify);
  }

  @Test
  void one_of_several_keys_is_enough() {
    var both = VerifierKeys.of(List.of(key(NEXT), key(FORMER)));
    assertThat(open(signed(FORMER), both)).isEqualTo(CHECKPOINT);
    assertThat(open(signed(NEXT), both)).isEqualTo(CHECKPOINT);
    assertThatThrownBy(() -> open(signed(OTHER), both))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("no signature by the key");
  }

  @Test
  void what_both_signed_opens_with_either() {
    Note note = signed(FORMER).and(signed(NEXT));
    assertThat(open(note, key(FORMER))).isEqualTo(CHECKPOINT);
    assertThat(open(note, key(NEXT))).isEqualTo(CHECKPOINT);
    assertThat(Note.parse(note.toBytes())).isEqualTo(note);
  }

  @Test
  void a_wrong_signature_by_a_known_key_spoils_the_note() {
    Note wrong = CHECKPOINT.sign(key(NEXT), OTHER::sign);
    Note note = signed(FORMER).and(wrong);
    assertThat(open(note, key(FORMER))).isEqualTo(CHECKPOINT);
    assertThatThrownBy(() -> open(note, VerifierKeys.of(List.of(key(FORMER), key(NEXT)))))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("wrong signature");
  }

  @Test
  void they_are_read_one_a_line_and_bear_one_name() {
    var both = VerifierKeys.of(List.of(key(NEXT), key(FORMER)));
    assertThat(VerifierKeys.parse(both + "\n").keys()).isEqualTo(both.keys());
    assertThat(VerifierKeys.parse(key(NEXT) + "\n")).isEqualTo(key(NEXT));
    assertThatThrownBy(() -> VerifierKeys.parse("\n")).isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> VerifierKeys.of(List.of(key(NEXT), OTHER.log("orchard").publicKey())))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("one name");
    assertThatThrownBy(() -> VerifierKeys.of(Collections.nCopies(65, key(NEXT))))
        .isInstanceOf(NoteException.class);
  }
}
