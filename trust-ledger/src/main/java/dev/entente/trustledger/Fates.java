package dev.entente.trustledger;

import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Fate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a contribution's records, as it is kept: for each the fate's number (3 bits) and
 * the credit in thousandths above it, together in as few bytes as hold them, 7 bits in each, the
 * lowest first, the last below 128.
 */
final class Fates {
  private static final int SHIFT = 3;
  private static final int MASK = (1 << SHIFT) - 1;

  private Fates() {}

  static byte[] write(List<Credited> fates) {
    var bytes = new ByteArrayOutputStream(2 * fates.size());
    for (Credited it : fates) {
      long rest = it.credit().thousandths() << SHIFT | number(it.fate());
      while (rest > 127) {
        bytes.write((int) (rest & 127) | 128);
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
    return bytes.toByteArray();
  }

  static List<Credited> read(byte[] kept) {
    ByteBuffer bytes = ByteBuffer.wrap(kept);
    List<Credited> fates = new ArrayList<>();
    while (bytes.hasRemaining()) {
      long value = 0;
      byte next = -1;
      for (int shift = 0; next < 0; shift += 7) {
        next = bytes.get();
        value |= (long) (next & 127) << shift;
      }
      fates.add(new Credited(fate((int) value & MASK), new Amount(value >>> SHIFT)));
    }
    return fates;
  }

  /** What stands for it in the store; never reused for another fate. */
  private static int number(Fate fate) {
    return switch (fate) {
      case ACCEPTED -> 0;
      case DUPLICATE -> 1;
      case INVALID -> 2;
      case STALE -> 3;
      case ECHO -> 4;
      case BEYOND_EXPECTED -> 5;
    };
  }

  private static Fate fate(int number) {
    for (Fate fate : Fate.values()) {
      if (number(fate) == number) {
        return fate;
      }
    }
    throw new IllegalArgumentException(number + " stands for no fate");
  }
}
