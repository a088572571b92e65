package dev.entente.trustledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();
  private static final TestKey LOG = TestKey.generate("example.com/behind-the-sofa");
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(LOG.verifierKey().name(), 20_852_163, TreeHash.parse(ROOT));

  @Test
  void isTheTextOfTheSpecification() {
    assertThat(CHECKPOINT.text()).isEqualTo(TEXT);
    assertThat(open(TEXT)).isEqualTo(CHECKPOINT);
  }

  @Test
  void opensWhatItSigned() {
    Note note = CHECKPOINT.sign(LOG.verifierKey(), LOG.signer());

    assertThat(Checkpoint.open(Note.parse(note.toBytes()), LOG.verifierKey(), VERIFIER))
        .isEqualTo(CHECKPOINT);
  }

  @Test
  void toleratesExtensionLinesAndKeepsThem() {
    Checkpoint opened = open(TEXT + "extension one\n" + "two\n");

    assertThat(opened.extensions()).containsExactly("extension one", "two");
    assertThat(opened.text()).isEqualTo(TEXT + "extension one\n" + "two\n");
  }

  @Test
  void anEmptyLogHasTheRootOfNothing() {
    Checkpoint empty = new Checkpoint(LOG.verifierKey().name(), 0, TreeHash.EMPTY);

    assertThat(open(empty.text())).isEqualTo(empty);
    assertThatThrownBy(() -> open("example.com/behind-the-sofa\n0\n" + ROOT + "\n"))
        .isInstanceOf(NoteException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "example.com/behind-the-sofa\n",
        "example.com/behind-the-sofa\n20852163\n",
        "\n20852163\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n020852163\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n+20852163\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n-1\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n-0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "example.com/behind-the-sofa\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "example.com/behind-the-sofa\n\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n 20852163\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n0x10\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n٢\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n9223372036854775808\n" + ROOT + "\n",
        "example.com/behind-the-sofa\n20852163\n\n",
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
        TEXT + "\n",
        TEXT + "one\n\ntwo\n",
        "\n" + TEXT,
        " " + TEXT,
      })
  void refusesASignedTextThatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> open(text)).isInstanceOf(NoteException.class);
  }

  @Test
  void isOfTheLogWhoseKeySignedIt() {
    TestKey other = LOG.named("example.com/another");
    Note signedByOther = Note.sign(TEXT, other.verifierKey(), other.signer());

    assertThatThrownBy(() -> Checkpoint.open(signedByOther, other.verifierKey(), VERIFIER))
        .isInstanceOf(NoteException.class)
        .hasMessage("the checkpoint is not of the log example.com/another, whose key signed it");
    assertThatThrownBy(() -> CHECKPOINT.sign(other.verifierKey(), other.signer()))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void isNotOpenedWithoutTheLogsSignature() {
    TestKey impostor = TestKey.generate("example.com/behind-the-sofa");
    Note forged = CHECKPOINT.sign(impostor.verifierKey(), impostor.signer());

    assertThatThrownBy(() -> Checkpoint.open(forged, LOG.verifierKey(), VERIFIER))
        .isInstanceOf(NoteException.class);
    assertThatThrownBy(
            () -> Checkpoint.open(forged, LOG.verifierKey(), (key, message, signature) -> true))
        .hasMessageStartingWith("the note has no signature by the key");
  }

  @Test
  void refusesLinesThatAreNone() {
    KeyName origin = LOG.verifierKey().name();
    TreeHash root = TreeHash.parse(ROOT);

    assertThatThrownBy(() -> new Checkpoint(origin, 1, root, List.of("")))
        .isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> new Checkpoint(origin, 1, root, List.of("a\nb")))
        .isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> new Checkpoint(origin, -1, root)).isInstanceOf(NoteException.class);
  }

  private static Checkpoint open(String text) {
    Note note = Note.sign(text, LOG.verifierKey(), LOG.signer());
    return Checkpoint.open(note, LOG.verifierKey(), VERIFIER);
  }
}
