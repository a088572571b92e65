package dev.entente.trustledger.checkpoint;

/**
 * The name of a key that signs notes. It should be a URL without its scheme; for a log it is the
 * origin.
 *
 * @param value not empty, without Unicode spaces, control characters and {@code +}
 */
public record KeyName(String value) {

  /** Refuses what cannot stand in a signature line with a {@link NoteException}. */
  public KeyName {
    if (value.isEmpty() || value.codePoints().anyMatch(KeyName::isForbidden)) {
      throw new NoteException("a key's name is not empty and has no spaces, controls or +");
    }
    Canonical.utf8(value);
  }

  // U+0085 is a Unicode space, which Java counts among the controls alone.
  private static boolean isForbidden(int c) {
    return c == '+' || Character.isSpaceChar(c) || c < ' ' || c == 0x85;
  }

  @Override
  public String toString() {
    return value;
  }
}
