package dev.entente.trustledger.checkpoint;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An Ed25519 public key that signs other logs' checkpoints, with its name: C2SP tlog-cosignature,
 * {@code cosignature/v1}. What it signs says that, at that time, this was the longest tree of the
 * log that it had seen, grown from all the others that it had seen.
 */
public final class CosignerKey {
  private static final byte COSIGNATURE_V1 = 4;
  private static final int TIME_LENGTH = Long.BYTES;
  private static final int SIGNATURE_LENGTH = 64;

  private final Vkey key;

  private CosignerKey(Vkey key) {
    this.key = key;
  }

  /**
   * The key of this name. What it signs does not commit to the name, so a key has only one.
   *
   * @param publicKey the RFC 8032 encoding, copied
   * @throws NoteException unless it has 32 bytes
   */
  public static CosignerKey of(KeyName name, byte[] publicKey) {
    return new CosignerKey(new Vkey(name, COSIGNATURE_V1, publicKey));
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws NoteException if the text is anything else, or the key id is not that of name and key
   */
  public static CosignerKey parse(String vkey) {
    return new CosignerKey(Vkey.parse(vkey, COSIGNATURE_V1));
  }

  /** The name that its cosignatures bear. */
  public KeyName name() {
    return key.name();
  }

  /** A copy of the 32 bytes of the RFC 8032 encoding. */
  public byte[] publicKey() {
    return key.publicKey();
  }

  /**
   * Cosigns a checkpoint. Whether it may be cosigned is the caller's to know.
   *
   * @param time cut to whole seconds, not before 1970
   */
  public Cosignature cosign(Checkpoint checkpoint, Instant time, NoteSigner signer) {
    long seconds = time.getEpochSecond();
    if (seconds < 0) {
      throw new NoteException("a cosignature is not made before 1970");
    }
    byte[] signature = signer.sign(message(checkpoint.text(), seconds));
    if (signature.length != SIGNATURE_LENGTH) {
      throw new NoteException("the signer made %d bytes, not 64".formatted(signature.length));
    }
    byte[] timed =
        ByteBuffer.allocate(TIME_LENGTH + SIGNATURE_LENGTH).putLong(seconds).put(signature).array();
    return new Cosignature(this, Instant.ofEpochSecond(seconds), key.line(timed));
  }

  /**
   * This key's newest cosignature of a note; empty if there is none.
   *
   * @throws NoteException if a line bears this key's name and id and is not its cosignature
   */
  public Optional<Cosignature> find(Note note, NoteVerifier verifier) {
    List<SignatureLine> own = note.signatures().stream().filter(key::isNamedBy).toList();
    return own.stream()
        .map(line -> verified(note.text(), line, verifier))
        .max((a, b) -> a.time().compareTo(b.time()));
  }

  private Cosignature verified(String text, SignatureLine line, NoteVerifier verifier) {
    byte[] timed = line.signature();
    if (timed.length == TIME_LENGTH + SIGNATURE_LENGTH) {
      ByteBuffer parts = ByteBuffer.wrap(timed);
      long seconds = parts.getLong();
      byte[] signature = new byte[SIGNATURE_LENGTH];
      parts.get(signature);
      if (seconds >= 0
          && seconds <= Instant.MAX.getEpochSecond()
          && verifier.verify(publicKey(), message(text, seconds), signature)) {
        return new Cosignature(this, Instant.ofEpochSecond(seconds), line);
      }
    }
    throw new NoteException("the note has a wrong cosignature by the key " + key);
  }

  private static byte[] message(String text, long seconds) {
    return Canonical.utf8("cosignature/v1\ntime " + seconds + "\n" + text);
  }

  boolean isNamedBy(SignatureLine line) {
    return key.isNamedBy(line);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosignerKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** {@code name+hex(key id)+base64(0x04 ‖ public key)}. */
  @Override
  public String toString() {
    return key.toString();
  }
}
