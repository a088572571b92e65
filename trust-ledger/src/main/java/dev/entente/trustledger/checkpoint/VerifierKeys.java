package dev.entente.trustledger.checkpoint;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys by any of which a log may have signed: one, or, of a log whose key was rotated, all of
 * them. They bear one name, the log's origin.
 */
public sealed interface VerifierKeys permits VerifierKey, VerifierKeys.Several {
  /** The most keys that a log is known by. */
  int MOST = 64;

  /** The name that their signatures bear. */
  KeyName name();

  /** Each of them, the newest first; never empty. */
  List<VerifierKey> keys();

  /**
   * Several keys of one log.
   *
   * @param keys the newest first
   * @throws NoteException if there is none, there are too many, or they bear several names
   */
  static VerifierKeys of(List<VerifierKey> keys) {
    return keys.size() == 1 ? keys.getFirst() : new Several(keys);
  }

  /**
   * Reads verifier keys, one a line.
   *
   * @throws NoteException as {@link #of} does, or if a line is none
   */
  static VerifierKeys parse(String lines) {
    return of(lines.strip().lines().map(VerifierKey::parse).toList());
  }

  /** More than one. */
  record Several(List<VerifierKey> keys) implements VerifierKeys {
    public Several {
      keys = List.copyOf(keys);
      if (keys.isEmpty() || keys.size() > MOST) {
        throw new NoteException("a log is known by 1 to %d keys".formatted(MOST));
      }
      if (keys.stream().map(VerifierKey::name).distinct().count() > 1) {
        throw new NoteException("the keys of one log bear one name, its origin");
      }
    }

    @Override
    public KeyName name() {
      return keys.getFirst().name();
    }

    /** As they are read, one a line. */
    @Override
    public String toString() {
      return keys.stream().map(VerifierKey::toString).collect(Collectors.joining("\n"));
    }
  }
}
