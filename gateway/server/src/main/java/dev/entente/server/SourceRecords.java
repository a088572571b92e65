package dev.entente.server;

import dev.entente.catalog.DatasetId;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DatasetFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records that a directory's sources hold, read beside a running gateway. A source that cannot
 * be read is told, and is as one without records.
 */
public final class SourceRecords implements AutoCloseable {
  private final Scratch scratch;
  private final Sources sources;
  private final Talk talk;

  private SourceRecords(Scratch scratch, Talk talk) {
    this.scratch = scratch;
    this.sources = new Sources(InstantSource.system());
    this.talk = talk;
  }

  /** Opens the sources of these datasets. */
  public static SourceRecords open(AllianceDirectory directory, Set<DatasetId> wanted, Talk talk)
      throws IOException {
    var datasets = new LinkedHashMap<DatasetId, DatasetFile>(directory.datasets());
    datasets.keySet().retainAll(wanted);
    var records = new SourceRecords(Scratch.make(), talk);
    var only =
        new AllianceDirectory(
            directory.root(),
            directory.settings(),
            datasets,
            directory.exchanges(),
            directory.agreements(),
            directory.peers(),
            directory.bundle());
    try {
      records.sources.open(only, records.scratch.folder(), untidiness(talk));
    } catch (StartRefused e) {
      talk.say(String.valueOf(e.getMessage()));
    }
    return records;
  }

  /** What is untidy in the sources is for `check` to tell. */
  private static Talk untidiness(Talk talk) {
    return new Talk() {
      @Override
      public void say(String line) {}

      @Override
      public void progress(String what, long done, long total) {
        talk.progress(what, done, total);
      }
    };
  }

  /**
   * Gives the key's values of every record of the dataset, in the order of the key.
   *
   * @return whether its source could be read to the end
   */
  public boolean keys(DatasetId dataset, Consumer<List<@Nullable Object>> each) {
    if (!sources.offered().containsKey(dataset)) {
      return false;
    }
    try {
      sources.keys(dataset, Long.MAX_VALUE, each);
      return true;
    } catch (Unavailable e) {
      talk.say("dataset " + dataset + " cannot be read: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (scratch) {
      sources.close();
    }
  }
}
