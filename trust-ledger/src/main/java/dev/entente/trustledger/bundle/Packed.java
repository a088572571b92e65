package dev.entente.trustledger.bundle;

import dev.entente.agreement.AgreementId;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries, and what is kept beside them, as the members of a bundle hold them. */
final class Packed {
  private static final int LARGEST = (1 << 16) - 1;
  private static final String NONE = "-";

  private Packed() {}

  /** C2SP tlog-tiles: each entry behind its length, big-endian. */
  static byte[] entries(List<Kept> kept) {
    int length = kept.stream().mapToInt(it -> 2 + it.bytes().length).sum();
    ByteBuffer packed = ByteBuffer.allocate(length);
    for (Kept it : kept) {
      if (it.bytes().length > LARGEST) {
        throw new StoreException(
            "entry " + it.index() + " is larger than an entry may be; see what the audit says");
      }
      packed.putShort((short) it.bytes().length).put(it.bytes());
    }
    return packed.array();
  }

  /** A line for each entry. */
  static byte[] beside(List<Kept> kept, List<Optional<Sha256>> memories) {
    var lines = new StringBuilder();
    for (int i = 0; i < kept.size(); i++) {
      lines
          .append(kept.get(i).party().map(AgreementId::value).orElse(NONE))
          .append(' ')
          .append(memories.get(i).map(Sha256::toString).orElse(NONE))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads both; the memory of each entry is the bytes of its hash.
   *
   * @throws IllegalArgumentException if they are not as they are written here
   */
  static List<Kept> read(long first, byte[] entries, byte[] beside) {
    String[] lines = new String(beside, StandardCharsets.UTF_8).split("\n", -1);
    ByteBuffer packed = ByteBuffer.wrap(entries);
    List<Kept> kept = new ArrayList<>();
    while (packed.hasRemaining()) {
      byte[] bytes = new byte[length(packed)];
      packed.get(bytes);
      int place = kept.size();
      String[] fields = place < lines.length ? lines[place].split(" ", -1) : new String[0];
      if (fields.length != 2) {
        throw new IllegalArgumentException("it has no line for entry " + (first + place));
      }
      kept.add(
          new Kept(
              first + place,
              Optional.of(fields[0]).filter(it -> !it.equals(NONE)).map(AgreementId::new),
              bytes,
              fields[1].equals(NONE) ? new byte[0] : Sha256.parse(fields[1]).bytes()));
    }
    if (lines.length != kept.size() + 1 || !lines[kept.size()].isEmpty()) {
      throw new IllegalArgumentException("it has lines for entries that are not there");
    }
    return kept;
  }

  private static int length(ByteBuffer packed) {
    int length = packed.remaining() < 2 ? Integer.MAX_VALUE : packed.getShort() & LARGEST;
    if (length > packed.remaining()) {
      throw new IllegalArgumentException("it ends in the middle of an entry");
    }
    return length;
  }
}
