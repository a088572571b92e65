package dev.entente.trustledger.checkpoint;

import java.util.Arrays;

/**
 * One signature of a note, by a known key or not.
 *
 * @param name the name of the key that is said to have made it
 * @param keyed the canonical base64 of four bytes of key id and at least one of signature
 */
record SignatureLine(KeyName name, String keyed) {
  private static final String DASH = "— ";

  SignatureLine {
    if (Canonical.base64(keyed).length <= Vkey.KEY_ID_LENGTH) {
      throw new NoteException("a signature has 4 bytes of key id and at least one more");
    }
  }

  static SignatureLine of(KeyName name, byte[] keyId, byte[] signature) {
    byte[] keyed = Arrays.copyOf(keyId, keyId.length + signature.length);
    System.arraycopy(signature, 0, keyed, keyId.length, signature.length);
    return new SignatureLine(name, Canonical.base64(keyed));
  }

  /** Reads what {@link #toString()} writes. */
  static SignatureLine parse(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space < DASH.length()) {
      throw new NoteException(
          "a signature line is an em dash, a space, a key's name, a space and base64");
    }
    return new SignatureLine(
        new KeyName(line.substring(DASH.length(), space)), line.substring(space + 1));
  }

  boolean hasKey(KeyName wanted, byte[] keyId) {
    byte[] ownId = Arrays.copyOf(Canonical.base64(keyed), Vkey.KEY_ID_LENGTH);
    return name.equals(wanted) && Arrays.equals(ownId, keyId);
  }

  byte[] signature() {
    byte[] bytes = Canonical.base64(keyed);
    return Arrays.copyOfRange(bytes, Vkey.KEY_ID_LENGTH, bytes.length);
  }

  /** The line without its newline. */
  @Override
  public String toString() {
    return DASH + name + " " + keyed;
  }
}
