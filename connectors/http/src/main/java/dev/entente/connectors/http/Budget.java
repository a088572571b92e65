package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What one walk through an API may take: records, and bytes once they are unpacked. */
final class Budget {
  private final Limits limits;
  private long records;
  private long bytes;

  Budget(Limits limits) {
    this.limits = limits;
  }

  /**
   * @throws Unavailable if it is one record too many
   */
  void record() {
    if (++records > limits.records()) {
      throw Unavailable.source(
          "has more than "
              + limits.records()
              + " records; narrow the `url`, name its `parameters`, or raise `limits: {records: …}`",
          null);
    }
  }

  private void take(long more) {
    bytes += Math.max(0, more);
    if (bytes > limits.bytes()) {
      throw Unavailable.source(
          "gives more than "
              + (limits.bytes() >> 20)
              + " MiB; narrow the `url` or raise `limits: {megabytes: …}`",
          null);
    }
  }

  /** The same bytes, each of them counted; reading fails with {@link Unavailable} beyond. */
  InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        take(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        int read = super.read(into, offset, most);
        take(read);
        return read;
      }
    };
  }
}
