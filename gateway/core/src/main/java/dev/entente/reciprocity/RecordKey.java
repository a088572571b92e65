package dev.entente.reciprocity;

import java.util.HexFormat;

/** Which record, as 128 bits of a keyed hash of its key's values. */
public record RecordKey(long high, long low) {
  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
