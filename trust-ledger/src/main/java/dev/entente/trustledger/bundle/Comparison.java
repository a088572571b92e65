package dev.entente.trustledger.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Takes what a file should hold, and fails where it holds something else. */
final class Comparison extends OutputStream {
  private final InputStream file;
  private long at;

  Comparison(Path file) throws IOException {
    this.file = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  @Override
  public void write(int expected) throws IOException {
    write(new byte[] {(byte) expected}, 0, 1);
  }

  @Override
  public void write(byte[] expected, int from, int length) throws IOException {
    byte[] found = file.readNBytes(length);
    int differs = Arrays.mismatch(found, 0, found.length, expected, from, from + length);
    if (differs >= 0) {
      throw new IOException(
          "from byte %d on it is not what a bundle of this log holds".formatted(at + differs));
    }
    at += length;
  }

  /** Fails if something follows. */
  void end() throws IOException {
    if (file.read() >= 0) {
      throw new IOException(
          "after byte %d, where the bundle ends, something follows".formatted(at));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
