package dev.entente.policies.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.policies.log.LogCounts.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches in files: read again as they were written, bounded, and cut by a crash at most at the
 * end.
 */
class LogFolderTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-26T07:05:33.123Z"));

  @TempDir private Path directory;
  private final Counted counts = new Counted();

  @Test
  void batchesAreReadInTheirOrder() throws IOException {
    var folder = folder(1_000_000);
    folder.take(batch("a", "b"));
    folder.take(batch("c"));
    assertThat(LogFiles.in(log())).hasSize(1);
    assertThat(events()).containsExactly("a", "b", "c");
    assertThat(counts.kept()).isEqualTo(3);
    assertThat(LogFiles.in(log()).getFirst().getFileName().toString())
        .startsWith("decisions-20261126T070533123-");
  }

  @Test
  void onlyTheirOwnerReadsThem() throws IOException {
    folder(1_000_000).take(batch("a"));
    Path file = LogFiles.in(log()).getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rwx------");
  }

  @Test
  void theOldestGoWhenThereIsTooMuchAndAreCounted() throws IOException {
    var folder = folder(64_000);
    for (int i = 0; i < 200; i++) {
      folder.take(batch(noise(i), noise(-i - 1)));
      long all = 0;
      for (Path file : LogFiles.in(log())) {
        all += Files.size(file);
      }
      assertThat(all).isLessThanOrEqualTo(64_000);
    }
    List<String> left = events();
    assertThat(left.getLast()).isEqualTo(noise(-200));
    assertThat(left).hasSizeGreaterThan(30);
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.OUTLIVED, 400L - left.size()));
  }

  @Test
  void whatACrashCutOffIsNotRead() throws IOException {
    folder(1_000_000).take(batch("a"));
    Path file = LogFiles.in(log()).getFirst();
    long whole = Files.size(file);
    byte[] second = batch("b").lines();
    for (int cut = 1; cut < second.length; cut++) {
      byte[] bytes = Arrays.copyOf(Files.readAllBytes(file), (int) whole + cut);
      System.arraycopy(second, 0, bytes, (int) whole, cut);
      Files.write(directory.resolve("torn"), bytes);
      var read = new ArrayList<String>();
      LogFiles.read(directory.resolve("torn"), read::add);
      assertThat(read).startsWith("a").doesNotContain("");
      assertThat(read).isSubsetOf("a", "b");
    }
  }

  @Test
  void aProcessWritesNoOthersFiles() throws IOException {
    folder(1_000_000).take(batch("a"));
    folder(1_000_000).take(batch("b"));
    assertThat(LogFiles.in(log())).hasSize(2);
    assertThat(events()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aFolderThatCannotBeWrittenToLosesWhatItIsGivenAndGoesOnWhenItCan() throws IOException {
    Files.writeString(log(), "a file where the folder would be");
    var folder = folder(1_000_000);
    folder.take(batch("a"));
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.NOT_WRITTEN, 1L));
    Files.delete(log());
    folder.take(batch("b"));
    assertThat(events()).containsExactly("b");
  }

  @Test
  void aFileThatIsTakenAwayIsBegunAnew() throws IOException {
    var folder = folder(1_000_000);
    folder.take(batch("a"));
    Files.delete(LogFiles.in(log()).getFirst());
    folder.take(batch("b"));
    folder.take(batch("c"));
    assertThat(events()).contains("c");
    assertThat(counts.kept() + counts.lost().values().stream().mapToLong(it -> it).sum())
        .isEqualTo(3);
  }

  private Path log() {
    return directory.resolve("decisions");
  }

  private LogFolder folder(long most) {
    return new LogFolder(log(), most, counts, CLOCK);
  }

  private List<String> events() throws IOException {
    var events = new ArrayList<String>();
    for (Path file : LogFiles.in(log())) {
      assertThat(LogFiles.read(file, events::add)).isTrue();
    }
    return events;
  }

  private static Batch batch(String... events) {
    return new Batch(Stream.of(events).map(event -> event.getBytes(UTF_8)).toList());
  }

  /** What does not compress. */
  private static String noise(int seed) {
    var random = new Random(seed);
    return IntStream.range(0, 500)
        .mapToObj(_ -> String.valueOf((char) ('!' + random.nextInt(90))))
        .reduce("", String::concat);
  }
}
