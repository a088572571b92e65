package dev.entente.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The answers that wait for their readers, of so many bytes at most: beyond that whoever has waited
 * longest is cut off, so that slow readers cost no more memory however many they are. Thread-safe.
 */
final class Backlog {
  private record Untaken(long bytes, Runnable cut) {}

  private final long most;
  private final SequencedMap<Object, Untaken> untaken = new LinkedHashMap<>();
  private long bytes;

  Backlog(long most) {
    this.most = most;
  }

  /**
   * The network did not take an answer at once.
   *
   * @param answer what {@link #taken} is told of later
   * @param cut gives it up; must not wait
   */
  synchronized void waits(Object answer, long size, Runnable cut) {
    untaken.put(answer, new Untaken(size, cut));
    bytes += size;
    while (bytes > most && untaken.size() > 1) {
      Map.Entry<Object, Untaken> longest = untaken.pollFirstEntry();
      bytes -= longest.getValue().bytes();
      longest.getValue().cut().run();
    }
  }

  /** It was taken, or given up. */
  synchronized void taken(Object answer) {
    Untaken gone = untaken.remove(answer);
    if (gone != null) {
      bytes -= gone.bytes();
    }
  }
}
