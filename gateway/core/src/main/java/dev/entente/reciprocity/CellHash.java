package dev.entente.reciprocity;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import java.util.List;

/**
 * Hashes of what was released, as the memory of cells keeps them: XXH3 under the gateway's own
 * secret seed, stable across versions and machines. Not for proofs: it tells a changed cell from an
 * unchanged one, and nobody outside knows the seed. Thread-safe.
 */
public final class CellHash {
  private final Hasher64 cells;
  private final Hasher128 keys;

  public CellHash(long seed) {
    cells = Hashing.xxh3_64(seed);
    keys = Hashing.xxh3_128(seed);
  }

  /** A cell's hash, 50 bits and never 0, of the canonical JSON of what was released. */
  public long cell(byte[] json) {
    return cell(json, 0, json.length);
  }

  /**
   * A cell's hash, 50 bits and never 0.
   *
   * @param json holds the canonical JSON of what was released
   * @param from where it begins
   * @param to where it ends
   */
  public long cell(byte[] json, int from, int to) {
    long hash = cells.hashBytesToLong(json, from, to - from) & Cell.HASH_MASK;
    return hash == Cell.NONE ? 1 : hash;
  }

  /**
   * A record's key.
   *
   * @param json holds the canonical JSON of its key's values, up to the end
   */
  public RecordKey key(byte[] json, int end) {
    HashValue128 hash = keys.hashBytesTo128Bits(json, 0, end);
    return new RecordKey(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /** A record's key, of the values that tell it from others, in the order of the dataset's key. */
  public RecordKey key(List<?> values) {
    var json = new Utf8(32);
    values.forEach(value -> CellJson.key(value, json));
    return key(json.array(), json.size());
  }
}
