package dev.entente.server.cli;

import dev.entente.server.Talk;
import dev.entente.server.show.Terminal;
import java.io.PrintWriter;

/** Talk on standard error; progress only where somebody sits before it, in one line that moves. */
final class TerminalTalk implements Talk {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private long last = System.nanoTime() - PAUSE_NANOS;
  private boolean moving;

  TerminalTalk(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** For this process's own standard error. */
  static TerminalTalk of(PrintWriter err) {
    return new TerminalTalk(err, Terminal.present());
  }

  @Override
  public synchronized void say(String line) {
    still();
    err.println(line);
    err.flush();
  }

  @Override
  public synchronized void progress(String what, long done, long total) {
    if (!terminal || (System.nanoTime() - last < PAUSE_NANOS && done < total)) {
      return;
    }
    last = System.nanoTime();
    moving = true;
    err.print(CLEAR + what + " " + done + " of " + total);
    if (done >= total) {
      still();
    }
    err.flush();
  }

  private void still() {
    if (moving) {
      err.print(CLEAR);
      moving = false;
    }
  }
}
