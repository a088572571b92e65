package dev.entente.disclosure;

import dev.entente.json.Utf8;
import dev.entente.signature.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/** Records as one JSON array, which can be cut after any of them. */
final class RecordTexts {
  private static final int LIKELY_BYTES = 256;

  private final Utf8 text;
  private final int[] ends;
  private int count;
  private int begin;

  /**
   * @param most how many records may come
   */
  RecordTexts(int most) {
    this.text = new Utf8(LIKELY_BYTES * (most + 1));
    this.ends = new int[most + 1];
    text.put('[');
    ends[0] = text.size();
  }

  /** Where to write the next record, ended by {@link #end}. */
  Utf8 next() {
    if (count > 0) {
      text.put(',');
    }
    begin = text.size();
    return text;
  }

  void end() {
    count++;
    ends[count] = text.size();
  }

  /** Takes the last record, without what is around it. */
  void digestLast(MessageDigest digest) {
    digest.update(text.array(), begin, ends[count] - begin);
  }

  /** How many bytes they are. */
  int size() {
    return text.size();
  }

  /** The array of the first records. */
  byte[] array(int records) {
    byte[] array = new byte[ends[records] + 1];
    System.arraycopy(text.array(), 0, array, 0, ends[records]);
    array[ends[records]] = ']';
    return array;
  }

  /** The first records, each on a line of its own. */
  byte[] lines(int records) {
    byte[] lines = Arrays.copyOfRange(text.array(), 1, records == 0 ? 1 : ends[records] + 1);
    for (int i = 1; i <= records; i++) {
      lines[ends[i] - 1] = '\n';
    }
    return lines;
  }

  /** The hash of {@link #array}. */
  Sha256 hash(int records) {
    MessageDigest digest = Sha256.digest();
    digest.update(text.array(), 0, ends[records]);
    digest.update((byte) ']');
    return Sha256.of(digest);
  }
}
