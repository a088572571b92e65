package dev.entente.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens sources of one kind. Found by {@link java.util.ServiceLoader}, so that a connector is a
 * module that is there or not.
 */
public interface Connector {
  /** What a manifest calls it: {@code source: {connector: NAME, …}}. */
  String name();

  /**
   * Opens the source and makes it ready to be read; may take long, and then tells of its progress.
   *
   * @param directory the alliance directory, which paths are relative to and stay within
   * @param scratch a directory for files of the source's own, made by the caller; may be lost
   *     between two starts
   * @throws dev.entente.json.Malformed if what the manifest says cannot be; its pointer is that of
   *     the place in the manifest
   * @throws dev.entente.problem.Unavailable if it cannot be reached or read
   */
  Source open(Manifest manifest, Path directory, Path scratch, Opening opening);

  /** Hears how the opening goes. */
  interface Opening {
    /** So much of it is done; called now and then. */
    void progress(long done, long total, String unit);

    /** Something that a person should know, such as rows that were left out, with the first. */
    void finding(String text);

    /**
     * What was opened goes on with something older than there is now, and why; empty once it does
     * not any more. Called after the opening, on any thread.
     */
    default void alarm(Optional<String> why) {}
  }
}
