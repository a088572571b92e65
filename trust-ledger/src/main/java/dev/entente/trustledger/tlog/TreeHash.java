package dev.entente.trustledger.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The hash of a leaf or of a subtree: 32 bytes, by RFC 6962, section 2.1. */
public final class TreeHash {
  /** Bytes in a hash. */
  public static final int LENGTH = 32;

  private static final MessageDigest FRESH = provided();

  /** The root of a tree without entries: SHA-256 of nothing. */
  public static final TreeHash EMPTY = new TreeHash(sha256().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash made of these bytes, copied.
   *
   * @throws TreeException unless there are exactly 32
   */
  public static TreeHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new TreeException("a hash has 32 bytes, not " + bytes.length);
    }
    return new TreeHash(bytes.clone());
  }

  /** The leaf hash of an entry's exact bytes. */
  public static TreeHash leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return new TreeHash(digest.digest(entry));
  }

  /** The hash of the node over two subtrees. */
  public static TreeHash node(TreeHash left, TreeHash right) {
    byte[] input = new byte[1 + 2 * LENGTH];
    input[0] = NODE;
    left.copyTo(input, 1);
    right.copyTo(input, 1 + LENGTH);
    return new TreeHash(sha256().digest(input));
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws TreeException unless the text is the padded standard base64 of 32 bytes
   */
  public static TreeHash parse(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new TreeException("a hash is 44 characters of standard base64 for 32 bytes");
    }
    TreeHash hash = of(bytes);
    if (!hash.toString().equals(base64)) {
      throw new TreeException("the base64 of a hash must be padded, with no stray bits at its end");
    }
    return hash;
  }

  static TreeHash at(byte[] source, int offset) {
    return new TreeHash(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Padded standard base64, 44 characters. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone(); // sooner there than looked up
    } catch (CloneNotSupportedException e) {
      return provided();
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
