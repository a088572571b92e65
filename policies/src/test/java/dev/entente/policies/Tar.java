package dev.entente.policies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes small archives, also such as no sound program would. */
final class Tar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] of(Map<String, byte[]> files) {
    var tar = new Tar();
    files.forEach((path, content) -> tar.add(path, '0', content));
    return tar.end();
  }

  Tar add(String path, char type, byte[] content) {
    return add(path, type, content, content.length);
  }

  /** A file that claims another size than it has. */
  Tar add(String path, char type, byte[] content, long claimed) {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(header, 124, "%011o".formatted(claimed));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  byte[] end() {
    out.writeBytes(new byte[1024]);
    return gzipped(out.toByteArray());
  }

  static byte[] gzipped(byte[] bytes) {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
