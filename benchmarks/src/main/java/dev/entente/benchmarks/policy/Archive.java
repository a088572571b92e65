package dev.entente.benchmarks.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads a file out of a {@code .tar.gz} that {@code opa build} wrote. */
final class Archive {
  private static final int BLOCK = 512;

  private Archive() {}

  static byte[] file(byte[] archive, String path) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      while (true) {
        byte[] header = in.readNBytes(BLOCK);
        int size = Integer.parseInt(text(header, 124, 12), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (text(header, 0, 100).equals(path)) {
          return content;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] header, int from, int length) {
    return new String(header, from, length, StandardCharsets.US_ASCII).replaceAll("[\\x00 ]", "");
  }
}
