package dev.entente.connectors.trino;

import dev.entente.connectors.sql.BoundedReads.Cancel;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How a read is ended from outside. Trino is told by a thread of its own: the driver waits for its
 * answer, and does not even ask on the thread of a caller who was interrupted.
 *
 * <p>The reader is interrupted too: the driver waits for ever for rows where it is told to stop in
 * the moment in which it begins to fetch them.
 */
final class Ending implements Cancel {
  private final Statement statement;
  private final Thread reader = Thread.currentThread();
  private boolean over;

  Ending(Statement statement) {
    this.statement = statement;
  }

  @Override
  public void cancel() {
    Thread.ofVirtual().name("ending-" + reader.getName()).start(this::end);
  }

  private void end() {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended by itself, which is all that was wanted.
    }
    interrupt();
  }

  private synchronized void interrupt() {
    if (!over) {
      reader.interrupt();
    }
  }

  /** From now on the reader does something else. */
  synchronized void over() {
    over = true;
  }
}
