package dev.entente.policies.log;

import dev.entente.policies.log.LogCounts.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files, named by when they begin: {@code
 * decisions-20261126T070533123-1a2b3c4d.ndjson.gz}. Each batch is a gzip member at the end of the
 * newest, so a crash cuts off no more than the last. Each process begins files of its own. The
 * oldest go when all together are too large. Readable by the owner only.
 */
final class LogFolder implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(LogFolder.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final int FILES = 16;

  private final Path folder;
  private final long most;
  private final LogCounts counts;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString().substring(0, 8);
  private @Nullable Path file;
  private Instant begun = Instant.MIN;

  /**
   * @param most bytes of all files together
   */
  LogFolder(Path folder, long most, LogCounts counts, InstantSource clock) {
    this.folder = folder;
    this.most = most;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void take(Batch batch) {
    byte[] bytes = batch.lines();
    try {
      write(bytes);
      counts.kept(batch.size());
    } catch (IOException e) {
      file = null; // nothing is written behind what may be torn
      counts.lost(Loss.NOT_WRITTEN, batch.size());
      LOG.warn("decisions are not logged: {} cannot be written to: {}", folder, e.toString());
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (file == null || Files.size(file) + bytes.length > most / FILES) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      file = folder.resolve(name());
      makeRoom();
    }
    var alone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, alone)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /** Later than the last, also where the clock stood still. */
  private String name() {
    Instant now = clock.instant();
    begun = now.isAfter(begun) ? now : begun.plusMillis(1);
    return LogFiles.PREFIX + TIME.format(begun) + "-" + process + LogFiles.ENDING;
  }

  private void makeRoom() throws IOException {
    List<Path> files = LogFiles.in(folder);
    long all = 0;
    for (Path each : files) {
      all += Files.size(each);
    }
    for (Path oldest : files) {
      if (all <= most - most / FILES) {
        return;
      }
      all -= Files.size(oldest);
      long events = LogFiles.count(oldest);
      try {
        Files.delete(oldest);
        counts.lost(Loss.OUTLIVED, events);
      } catch (NoSuchFileException e) {
        LOG.debug("{} was taken away by somebody else", oldest, e);
      }
    }
  }

  @Override
  public void close() {}
}
