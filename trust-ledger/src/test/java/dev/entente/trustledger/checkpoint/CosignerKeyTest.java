package dev.entente.trustledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.tlog.TreeHash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosignerKeyTest {
  // Made with github.com/transparency-dev/formats/note and golang.org/x/mod/sumdb/note.
  private static final String ORCHARD =
      "orchard/witness+5206dddf+BAH7po7cZyQUridZG5FTyALZilOOeb38K+RKUwIC1u5I";
  private static final String SEED = "AeDq5nBmqIhy/pOAAxOR6CccLH6dR4CcVxdU4zqUPfYT";
  private static final String NOTE =
      """
      PeterNeumann
      1
      0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=

      — PeterNeumann x08go//JJ7M9bYAyRqXaftoSzAFoY8d+E0tZVv3YqaQN73sgHjpzTy0EX0p1axIlDB5zR4pxWg8ac01es0Q/q5gpigg=
      — orchard/witness Ugbd3wAAAABrB4R2oz3uAxeYnD2d27CnPN7ylDjGcSireFIUA+62ho+e36bbY13grd9ZRhDlF0Bp0XRtWvYGsIV8DaMdRBGIwPFNCw==
      """;
  private static final Instant TIME = Instant.ofEpochSecond(0x6b078476L);
  private static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();
  private static final CosignerKey KEY = CosignerKey.parse(ORCHARD);
  private static final NoteSigner SIGNER = TestKey.signer(SEED);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(new KeyName("PeterNeumann"), 1, TreeHash.leaf("one".getBytes(UTF_8)));

  private static Note note(String text) {
    return Note.parse(text.getBytes(UTF_8));
  }

  @Test
  void cosignsToTheByteAsGoDoes() {
    Cosignature made = KEY.cosign(CHECKPOINT, TIME.plusMillis(999), SIGNER);
    Note bare = CHECKPOINT.sign(TestKey.PETER.verifierKey(), TestKey.PETER.signer());

    assertThat(bare.with(made)).hasToString(NOTE);
    assertThat(bare.and(made.toString().getBytes(UTF_8))).hasToString(NOTE);
    assertThat(made.time()).isEqualTo(TIME);
  }

  @Test
  void verifiesWhatGoMade() {
    Cosignature found = KEY.find(note(NOTE), VERIFIER).orElseThrow();

    assertThat(found.time()).isEqualTo(TIME);
    assertThat(found.key()).isEqualTo(KEY).hasToString(ORCHARD);
    assertThat(NOTE).endsWith(found.toString());
  }

  @Test
  void isNoKeyOfALogAndALogsIsNone() {
    assertThatThrownBy(() -> VerifierKey.parse(ORCHARD)).isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> CosignerKey.parse(TestKey.PETER.verifierKey().toString()))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("0x04");
  }

  @Test
  void refusesALineWithAnyByteChanged() {
    String line = NOTE.lines().toList().getLast();
    String keyed = line.substring(line.lastIndexOf(' ') + 1);
    byte[] bytes = Canonical.base64(keyed);
    for (int i = Vkey.KEY_ID_LENGTH; i < bytes.length; i++) {
      bytes[i] ^= 1;
      Note forged = note(NOTE.replace(keyed, Canonical.base64(bytes)));

      assertThatThrownBy(() -> KEY.find(forged, VERIFIER)).isInstanceOf(NoteException.class);
      bytes[i] ^= 1;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-72, -64, -1, 1, 8})
  void refusesALineThatIsTooShortOrTooLong(int more) {
    String line = NOTE.lines().toList().getLast();
    String keyed = line.substring(line.lastIndexOf(' ') + 1);
    byte[] bytes = Canonical.base64(keyed);
    byte[] other = java.util.Arrays.copyOf(bytes, Math.max(5, bytes.length + more));
    Note forged = note(NOTE.replace(keyed, Canonical.base64(other)));

    assertThatThrownBy(() -> KEY.find(forged, VERIFIER)).isInstanceOf(NoteException.class);
  }

  @Test
  void refusesItUnderAnotherCheckpoint() {
    Note other = note(NOTE.replace("\n1\n", "\n2\n"));

    assertThatThrownBy(() -> KEY.find(other, VERIFIER)).isInstanceOf(NoteException.class);
  }

  @Test
  void coversTheLinesThatALogAdds() {
    Checkpoint longer =
        new Checkpoint(CHECKPOINT.origin(), 1, CHECKPOINT.root(), List.of("a further line"));
    Note signed = longer.sign(TestKey.PETER.verifierKey(), TestKey.PETER.signer());

    assertThat(KEY.find(signed.with(KEY.cosign(longer, TIME, SIGNER)), VERIFIER)).isPresent();
    assertThatThrownBy(() -> KEY.find(signed.with(KEY.cosign(CHECKPOINT, TIME, SIGNER)), VERIFIER))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void findsNothingWhereItsNameOrIdDoesNotStand() {
    TestKey other = TestKey.generate("orchard/witness");
    CosignerKey stranger =
        CosignerKey.of(new KeyName("orchard/witness"), other.verifierKey().publicKey());

    assertThat(stranger.find(note(NOTE), VERIFIER)).isEmpty();
    assertThat(CosignerKey.of(new KeyName("pear"), KEY.publicKey()).find(note(NOTE), VERIFIER))
        .isEmpty();
  }

  @Test
  void aNewerCosignatureTakesThePlaceOfAnOlderOne() {
    Note newer = note(NOTE).with(KEY.cosign(CHECKPOINT, TIME.plusSeconds(1), SIGNER));

    assertThat(newer.toString().lines().filter(line -> line.contains("orchard/witness")))
        .hasSize(1);
    assertThat(KEY.find(newer, VERIFIER).orElseThrow().time()).isEqualTo(TIME.plusSeconds(1));
  }

  @Test
  void theLogsOwnSignatureIsStillChecked() {
    assertThat(Checkpoint.open(note(NOTE), TestKey.PETER.verifierKey(), VERIFIER))
        .isEqualTo(CHECKPOINT);
  }

  @Test
  void isNotMadeBeforeThereWasTime() {
    assertThatThrownBy(() -> KEY.cosign(CHECKPOINT, Instant.EPOCH.minusSeconds(1), SIGNER))
        .isInstanceOf(NoteException.class);
  }
}
