package dev.entente.server.trade;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is kept of one peer that is traded with, while no gateway uses it. */
public record PeerState(Path folder) {
  /** That of the peer of this name. */
  public static PeerState in(Path folder, String peer) {
    return new PeerState(folder.resolve(peer));
  }

  /**
   * Puts aside what is kept of its log from an entry on, which that lost; nothing is kept of a peer
   * that is not traded with.
   *
   * @param recovery a name for what is put aside
   * @throws dev.entente.problem.Unavailable if it cannot be
   */
  public void stepBack(long from, String recovery) {
    if (Files.isDirectory(folder)) {
      Mirror.stepBack(folder, from, recovery);
    }
  }
}
