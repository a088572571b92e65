package dev.entente.trustledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoteTest {
  private static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();
  private static final VerifierKey PETER = TestKey.PETER.verifierKey();

  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;

  private static final String BY_PETER =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb"
          + "6KE6RyyBwJnAM=\n";

  private static final String BY_ENOCH =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WW"
          + "d1RvMc+QQ=\n";

  private static final String NOTE = TEXT + "\n" + BY_PETER;

  @Test
  void signsAsTheGoPackageDoes() {
    assertThat(Note.sign(TEXT, PETER, TestKey.PETER.signer())).hasToString(NOTE);
  }

  @Test
  void opensTheNoteThatTheGoPackagePublishes() {
    assertThat(note(NOTE).open(PETER, VERIFIER)).isEqualTo(TEXT);
    assertThat(note(NOTE).toBytes()).isEqualTo(NOTE.getBytes(UTF_8));
    assertThat(note(NOTE)).isEqualTo(note(NOTE)).hasSameHashCodeAs(note(NOTE));
  }

  @Test
  void opensTheExampleOfTheSpecification() {
    Note note =
        note(
            """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """);
    VerifierKey key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    assertThat(note.open(key, VERIFIER)).isEqualTo("This is an example message.\n");
  }

  @Test
  void ignoresSignaturesByOtherKeys() {
    assertThat(note(NOTE + BY_ENOCH).open(PETER, VERIFIER)).isEqualTo(TEXT);
    assertThat(note(TEXT + "\n" + BY_ENOCH + BY_PETER).open(PETER, VERIFIER)).isEqualTo(TEXT);
    assertThat(note(NOTE + BY_ENOCH)).hasToString(NOTE + BY_ENOCH);
    // The same id under another name, and the same name with another id.
    String otherName = BY_PETER.replace("PeterNeumann", "Peter");
    String otherId = BY_PETER.replace("x08g", "y08g");
    assertThat(note(NOTE + otherName + otherId).open(PETER, VERIFIER)).isEqualTo(TEXT);
    assertThatThrownBy(() -> note(TEXT + "\n" + otherName + otherId).open(PETER, VERIFIER))
        .isInstanceOf(NoteException.class)
        .hasMessageStartingWith("the note has no signature by the key PeterNeumann+");
  }

  @Test
  void everySignatureOfTheKeyMustBeGood() {
    String wrong = BY_PETER.replace("UgYN", "UgYM");

    assertThat(note(NOTE + BY_PETER).open(PETER, VERIFIER)).isEqualTo(TEXT);
    for (String signatures : new String[] {wrong, BY_PETER + wrong, wrong + BY_PETER}) {
      assertThatThrownBy(() -> note(TEXT + "\n" + signatures).open(PETER, VERIFIER))
          .isInstanceOf(NoteException.class)
          .hasMessageStartingWith("the note has a wrong signature by the key PeterNeumann+");
    }
  }

  @Test
  void refusesASignatureWithBytesToSpareOrMissingWithoutAskingTheVerifier() {
    byte[] keyed = Base64.getDecoder().decode(BY_PETER.substring(15, BY_PETER.length() - 1));
    for (int length = 5; length < 80; length++) {
      String line =
          "— PeterNeumann " + Base64.getEncoder().encodeToString(Arrays.copyOf(keyed, length));
      Note note = note(TEXT + "\n" + line + "\n");
      if (length != 68) {
        assertThatThrownBy(() -> note.open(PETER, (key, message, signature) -> true))
            .as("%d bytes", length)
            .isInstanceOf(NoteException.class);
      }
    }
  }

  @Test
  void refusesTheNoteWithAnyBitChanged() {
    byte[] bytes = NOTE.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);

        assertThatThrownBy(() -> Note.parse(changed).open(PETER, VERIFIER))
            .as("byte %d, bit %d", i, bit)
            .isInstanceOf(NoteException.class);
      }
    }
  }

  @Test
  void refusesTheNoteWithAnyByteMissingOrDoubledAndEveryShorterOne() {
    byte[] bytes = NOTE.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      byte[] shorter = Arrays.copyOf(bytes, i);
      byte[] without = Arrays.copyOf(bytes, bytes.length - 1);
      System.arraycopy(bytes, i + 1, without, i, bytes.length - i - 1);
      byte[] doubled = Arrays.copyOf(bytes, bytes.length + 1);
      System.arraycopy(bytes, i, doubled, i + 1, bytes.length - i);

      for (byte[] changed : new byte[][] {shorter, without, doubled}) {
        assertThatThrownBy(() -> Note.parse(changed).open(PETER, VERIFIER))
            .as("%s", new String(changed, UTF_8))
            .isInstanceOf(NoteException.class);
      }
    }
  }

  static Stream<String> malformed() {
    return Stream.of(
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + BY_PETER,
        "\n" + BY_PETER,
        NOTE + "\n",
        NOTE + "trailing\n",
        NOTE.stripTrailing(),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "—"),
        NOTE.replace("— ", " — "),
        NOTE.replace("PeterNeumann ", ""),
        NOTE.replace("PeterNeumann ", " "),
        NOTE.replace("PeterNeumann ", "Peter Neumann "),
        NOTE.replace("PeterNeumann ", "Peter\u00a0Neumann "),
        NOTE.replace("PeterNeumann ", "Peter+Neumann "),
        NOTE.replace("AM=\n", "AM\n"),
        NOTE.replace("AM=\n", "AN=\n"),
        NOTE.replace("AM=\n", "AM= \n"),
        TEXT + "\n— PeterNeumann x08gow==\n",
        TEXT + "\n— PeterNeumann \n",
        "\t" + NOTE,
        "\u0000" + NOTE,
        "\u001f" + NOTE);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsNoNote(String text) {
    assertThatThrownBy(() -> note(text)).isInstanceOf(NoteException.class);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (String hex : new String[] {"ff", "c0af", "eda080", "f4908080", "e280"}) {
      byte[] bad = HexFormat.of().parseHex(hex);
      byte[] bytes = Arrays.copyOf(bad, bad.length + NOTE.getBytes(UTF_8).length);
      System.arraycopy(NOTE.getBytes(UTF_8), 0, bytes, bad.length, bytes.length - bad.length);

      assertThatThrownBy(() -> Note.parse(bytes)).isInstanceOf(NoteException.class);
    }
  }

  @Test
  void theTextEndsAtTheLastBlankLine() {
    String text = "one\n\n— PeterNeumann AAAAAAA=\n\n\nΣ two\n";

    assertThat(Note.sign(text, PETER, TestKey.PETER.signer()).open(PETER, VERIFIER))
        .isEqualTo(text);
  }

  @Test
  void takesAHundredSignaturesAndNoMore() {
    String hundred = TEXT + "\n" + BY_ENOCH.repeat(99) + BY_PETER;

    assertThat(note(hundred).open(PETER, VERIFIER)).isEqualTo(TEXT);
    assertThatThrownBy(() -> note(hundred + BY_ENOCH))
        .isInstanceOf(NoteException.class)
        .hasMessage("a note has at most 100 signatures");
  }

  @Test
  void takesAMebibyteAndNoMore() {
    String text = "x".repeat(Note.MAX_BYTES - (NOTE.getBytes(UTF_8).length - TEXT.length()) - 1);
    Note longest = Note.sign(text + "\n", PETER, TestKey.PETER.signer());

    assertThat(longest.toBytes()).hasSize(Note.MAX_BYTES);
    assertThatThrownBy(() -> Note.sign(text + "x\n", PETER, TestKey.PETER.signer()))
        .isInstanceOf(NoteException.class)
        .hasMessageStartingWith("a note has at most 1 MiB");
  }

  @Test
  void signsNothingThatOthersWouldRefuse() {
    for (String text : new String[] {"", "no newline", "tab\there\n", "half \ud800 pair\n"}) {
      assertThatThrownBy(() -> Note.sign(text, PETER, TestKey.PETER.signer()))
          .isInstanceOf(NoteException.class);
    }
    assertThatThrownBy(() -> Note.sign(TEXT, PETER, message -> new byte[65]))
        .isInstanceOf(NoteException.class)
        .hasMessage("the signer made 65 bytes, not 64");
  }

  @Test
  void aKeyThatIsNoPointOfTheCurveVerifiesNothing() {
    byte[] noPoint = new byte[32];
    Arrays.fill(noPoint, (byte) 0xff);
    TestKey key = new TestKey(VerifierKey.of(new KeyName("x"), noPoint), message -> new byte[64]);
    Note note = Note.sign(TEXT, key.verifierKey(), key.signer());

    assertThatThrownBy(() -> note.open(key.verifierKey(), VERIFIER))
        .isInstanceOf(NoteException.class);
  }

  private static Note note(String text) {
    return Note.parse(text.getBytes(UTF_8));
  }
}
