package dev.entente.policies;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * Reads a gzipped ustar archive (POSIX.1-1988) into memory. Nothing is written anywhere. Only plain
 * files with plain paths are taken, each path once; links, devices and extended headers are
 * refused.
 */
final class Tarball {
  /** Files and folders in an archive. */
  static final int MOST_FILES = 1000;

  /** Bytes of all files together, unpacked. */
  static final int MOST_BYTES = 32 << 20;

  private static final int BLOCK = 512;
  private static final int LARGEST_BLOCK = 0xffff;
  private static final int LONGEST_PADDING = 1 << 20;

  private final InputStream in;
  private final SequencedMap<String, byte[]> files = new LinkedHashMap<>();
  private int entries;
  private long taken;

  private Tarball(InputStream in) {
    this.in = in;
  }

  /**
   * The files by path, without a leading slash, in their order.
   *
   * @throws BundleRefused if it is no such archive or larger than the limits
   */
  static SequencedMap<String, byte[]> files(byte[] gzipped) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      var tarball = new Tarball(in);
      while (tarball.next()) {}
      return Collections.unmodifiableSequencedMap(tarball.files);
    } catch (IOException e) {
      throw new BundleRefused("not a whole .tar.gz archive; `opa build` writes one");
    }
  }

  /**
   * An archive of these files that is always the same for the same files. It is not compressed, as
   * programs compress each in their own way.
   */
  static byte[] pack(SortedMap<String, byte[]> files) {
    var tar = new ByteArrayOutputStream();
    files.forEach(
        (path, content) -> {
          tar.writeBytes(header(path, content.length));
          tar.writeBytes(content);
          tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        });
    tar.writeBytes(new byte[2 * BLOCK]);
    return stored(tar.toByteArray());
  }

  private static byte[] header(String path, int size) {
    byte[] name = path.getBytes(StandardCharsets.US_ASCII);
    if (name.length > 100) {
      throw new BundleRefused("`" + path + "` is a longer path than an archive takes");
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644".getBytes(StandardCharsets.US_ASCII));
    put(header, 124, "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII));
    put(header, 136, "00000000000".getBytes(StandardCharsets.US_ASCII));
    header[156] = '0';
    put(header, 257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    put(header, 148, "%06o\0 ".formatted(checksum(header)).getBytes(StandardCharsets.US_ASCII));
    return header;
  }

  private static void put(byte[] header, int at, byte[] text) {
    System.arraycopy(text, 0, header, at, text.length);
  }

  /** Gzip (RFC 1952) of stored blocks (RFC 1951 section 3.2.4). */
  private static byte[] stored(byte[] content) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    for (int at = 0; at < content.length; at += LARGEST_BLOCK) {
      int length = Math.min(LARGEST_BLOCK, content.length - at);
      out.write(at + length == content.length ? 1 : 0);
      out.writeBytes(little(length, 2));
      out.writeBytes(little(~length, 2));
      out.write(content, at, length);
    }
    var crc = new CRC32();
    crc.update(content);
    out.writeBytes(little((int) crc.getValue(), 4));
    out.writeBytes(little(content.length, 4));
    return out.toByteArray();
  }

  private static byte[] little(int number, int bytes) {
    byte[] little = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      little[i] = (byte) (number >>> (8 * i));
    }
    return little;
  }

  private boolean next() throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == BLOCK && isZero(header)) {
      end();
      return false;
    }
    if (header.length < BLOCK || number(header, 148, 8) != checksum(header)) {
      throw new BundleRefused("the archive is damaged or no tar archive");
    }
    if (++entries > MOST_FILES) {
      throw new BundleRefused("more than " + MOST_FILES + " files in the archive");
    }
    switch (header[156]) {
      case '0', 0 -> take(path(header), number(header, 124, 12));
      case '5' -> {} // a folder: paths say enough
      default ->
          throw new BundleRefused(
              "`" + path(header) + "` is no plain file; build it with `opa build`");
    }
    return true;
  }

  private void take(String path, long size) throws IOException {
    taken += size;
    if (taken > MOST_BYTES) {
      throw new BundleRefused("more than " + MOST_BYTES + " bytes in the archive");
    }
    byte[] content = in.readNBytes((int) size);
    if (content.length < size) {
      throw new BundleRefused("the archive ends within `" + path + "`");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    if (files.putIfAbsent(path, content) != null) {
      throw new BundleRefused("`" + path + "` stands in the archive twice");
    }
  }

  /** Reads on to the end, where gzip's own checksum stands. */
  private void end() throws IOException {
    byte[] padding = in.readNBytes(LONGEST_PADDING);
    if (in.read() >= 0 || !isZero(padding)) {
      throw new BundleRefused("something stands behind the end of the archive");
    }
  }

  private static String path(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    String path = prefix.isEmpty() ? name : prefix + "/" + name;
    path = path.startsWith("/") ? path.substring(1) : path;
    path = path.startsWith("./") ? path.substring(2) : path;
    for (String step : path.split("/", -1)) {
      if (!isPlain(step)) {
        throw new BundleRefused("the archive has a path that is not plain");
      }
    }
    return path;
  }

  private static boolean isPlain(String step) {
    return !step.isEmpty()
        && !step.equals(".")
        && !step.equals("..")
        && step.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != ':');
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static long number(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    try {
      return Long.parseUnsignedLong(digits, 8) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new BundleRefused("the archive is damaged or no tar archive");
    }
  }

  /** The sum of the header's bytes, with its own eight counted as spaces. */
  private static long checksum(byte[] header) {
    byte[] copy = header.clone();
    Arrays.fill(copy, 148, 156, (byte) ' ');
    long sum = 0;
    for (byte b : copy) {
      sum += b & 0xff;
    }
    return sum;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
