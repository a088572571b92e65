package dev.entente.reciprocity;

import dev.entente.signature.Sha256;

/** One record as it is priced, remembered and committed to. */
public final class Cells {
  private final RecordKey key;
  private final long[] hashes;
  private final Sha256 leaf;

  /**
   * @param hashes of what is released of each field in the order in which they are priced, 0 where
   *     it is null; not copied
   * @param leaf {@code SHA-256(0x00 ‖ salt ‖ the record's canonical JSON)}
   */
  public Cells(RecordKey key, long[] hashes, Sha256 leaf) {
    this.key = key;
    this.hashes = hashes;
    this.leaf = leaf;
  }

  public RecordKey key() {
    return key;
  }

  public long[] hashes() {
    return hashes;
  }

  public Sha256 leaf() {
    return leaf;
  }
}
