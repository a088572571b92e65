package dev.entente.trustledger.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text and its signatures, which may be by anyone: C2SP signed-note. The text stays closed until
 * {@link #open} has checked a signature.
 */
public final class Note {
  /** The longest note, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The most signatures a note may have. */
  public static final int MAX_SIGNATURES = 100;

  private final String text;
  private final List<SignatureLine> signatures;

  private Note(String text, List<SignatureLine> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Signs a text.
   *
   * @param text UTF-8 without control characters other than newline, and ending in one
   * @param key the public half of the signer's key, under the name to sign with
   * @throws NoteException if the text cannot be that of a note, or the signer does not make 64
   *     bytes
   */
  public static Note sign(String text, VerifierKey key, NoteSigner signer) {
    if (!text.endsWith("\n")) {
      throw new NoteException("the text of a note ends in a newline");
    }
    SignatureLine line = key.sign(Canonical.utf8(text), signer);
    // What is signed must be what others will accept.
    return parse(new Note(text, List.of(line)).toBytes());
  }

  /**
   * Reads what {@link #toBytes()} writes. No signature is checked yet.
   *
   * @throws NoteException if the bytes are not a signed note within the limits
   */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new NoteException("a note has at most 1 MiB, not %d bytes".formatted(bytes.length));
    }
    String whole = Canonical.utf8(bytes);
    if (whole.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new NoteException("a note has no control characters other than newlines");
    }
    int blankLine = whole.lastIndexOf("\n\n");
    if (blankLine < 0 || !whole.endsWith("\n")) {
      throw new NoteException(
          "a note is a text, a blank line and signature lines, and ends in a newline");
    }
    String text = whole.substring(0, blankLine + 1);
    Note note = new Note(text, signatures(whole.substring(blankLine + 2)));
    if (!Arrays.equals(note.toBytes(), bytes)) {
      throw new NoteException("this note is not in its canonical form");
    }
    return note;
  }

  private static List<SignatureLine> signatures(String block) {
    List<SignatureLine> signatures = new ArrayList<>();
    for (String line : block.lines().toList()) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new NoteException("a note has at most 100 signatures");
      }
      signatures.add(SignatureLine.parse(line));
    }
    if (signatures.isEmpty()) {
      throw new NoteException("a note has at least one signature after its last blank line");
    }
    return signatures;
  }

  /**
   * The text, if one of these keys signed it. Signatures by other keys are ignored; where several
   * bear the name and id of these keys, each must be good.
   *
   * @throws NoteException if none of the keys signed, or one of their signatures is wrong
   */
  public String open(VerifierKeys keys, NoteVerifier verifier) {
    byte[] message = Canonical.utf8(text);
    boolean signed = false;
    for (VerifierKey key : keys.keys()) {
      for (SignatureLine line : signatures) {
        if (key.isNamedBy(line)) {
          if (!key.verifies(message, line, verifier)) {
            throw new NoteException("the note has a wrong signature by the key " + key);
          }
          signed = true;
        }
      }
    }
    if (!signed) {
      throw new NoteException("the note has no signature by the key " + keys);
    }
    return text;
  }

  /** The same text with only those signatures that bear the name and id of one of these keys. */
  public Note only(VerifierKeys keys) {
    return new Note(
        text,
        signatures.stream()
            .filter(line -> keys.keys().stream().anyMatch(key -> key.isNamedBy(line)))
            .toList());
  }

  /** The note with the signatures of another of the same text after its own. */
  public Note and(Note other) {
    List<SignatureLine> all = new ArrayList<>(signatures);
    all.addAll(other.signatures);
    return new Note(text, all);
  }

  /** The note with this cosignature after its signatures, in place of an older one by its key. */
  public Note with(Cosignature cosignature) {
    List<SignatureLine> more = new ArrayList<>(signatures);
    more.removeIf(cosignature.key()::isNamedBy);
    more.add(cosignature.line());
    return new Note(text, more);
  }

  /**
   * The note with these signature lines after its own, such as a witness answers.
   *
   * @throws NoteException if they are none, or too many
   */
  public Note and(byte[] lines) {
    return parse(Canonical.utf8(this + Canonical.utf8(lines)));
  }

  /** Whether both are signatures of one text. */
  public boolean isOfSameText(Note other) {
    return text.equals(other.text);
  }

  /**
   * The first line: whose checkpoint it says it is. To be believed only once the note was opened.
   */
  public String claimedOrigin() {
    return text.substring(0, text.indexOf('\n'));
  }

  String text() {
    return text;
  }

  List<SignatureLine> signatures() {
    return signatures;
  }

  /** The note in UTF-8, signatures included. */
  public byte[] toBytes() {
    return Canonical.utf8(toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Note note
        && text.equals(note.text)
        && signatures.equals(note.signatures);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + signatures.hashCode();
  }

  /** The note as it is written, signatures included. */
  @Override
  public String toString() {
    StringBuilder whole = new StringBuilder(text).append('\n');
    signatures.forEach(line -> whole.append(line).append('\n'));
    return whole.toString();
  }
}
