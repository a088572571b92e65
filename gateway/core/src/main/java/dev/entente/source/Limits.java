package dev.entente.source;

import dev.entente.json.Doc;
import java.time.Duration;

/**
 * What reading one source may take, so that it never slows another.
 *
 * @param concurrent how many reads may be under way at a time
 * @param waiting how many may wait for that
 * @param time how long a read may take, its waiting included
 * @param records how many records a source may be asked to give for one page, where it must be read
 *     whole
 * @param bytes how much it may give for one page
 */
public record Limits(int concurrent, int waiting, Duration time, int records, long bytes) {
  private static final String CONCURRENT = "concurrent";
  private static final String WAITING = "waiting";
  private static final String SECONDS = "seconds";
  private static final String RECORDS = "records";
  private static final String MEGABYTES = "megabytes";
  private static final int MEGABYTE = 20;

  /** Where a manifest says nothing. */
  public static final Limits USUAL =
      new Limits(8, 128, Duration.ofSeconds(10), 100_000, 64L << MEGABYTE);

  /**
   * Reads {@code {concurrent: 8, waiting: 128, seconds: 10, records: 100000, megabytes: 64}}; what
   * is left out is {@link #USUAL}.
   */
  public static Limits read(Doc doc) {
    doc.only(CONCURRENT, WAITING, SECONDS, RECORDS, MEGABYTES);
    return new Limits(
        integer(doc, CONCURRENT, 1, 1_000, USUAL.concurrent),
        integer(doc, WAITING, 0, 10_000, USUAL.waiting),
        Duration.ofSeconds(integer(doc, SECONDS, 1, 600, (int) USUAL.time.toSeconds())),
        integer(doc, RECORDS, 1, 10_000_000, USUAL.records),
        (long) integer(doc, MEGABYTES, 1, 4_096, (int) (USUAL.bytes >> MEGABYTE)) << MEGABYTE);
  }

  private static int integer(Doc doc, String name, int least, int most, int usual) {
    return doc.find(name).map(value -> value.integer(least, most)).orElse(usual);
  }
}
