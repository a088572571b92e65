package dev.entente.server.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of an export in turn. Once the head of one is proved, with the cursor in it, the next
 * is asked for, so that it comes while this one arrives, is checked and written. At most two are on
 * their way. Not thread-safe.
 */
public final class Parts implements Iterator<Reply> {
  private final Function<Ask, Coming> call;
  private final Ask first;
  private Optional<Coming> coming;

  /**
   * Begins with the first part, or goes on.
   *
   * @param next the cursor to go on with
   */
  Parts(Function<Ask, Coming> call, Ask first, Optional<String> next) {
    this.call = call;
    this.first = first;
    this.coming = Optional.of(call.apply(next.map(first::cursor).orElse(first)));
  }

  /** Whether there is one more; there is none after the last, and after a refusal. */
  @Override
  public boolean hasNext() {
    return coming.isPresent();
  }

  /**
   * Waits for the next part; {@link ExportPart} reads it.
   *
   * @throws NoAnswer if none can be believed
   */
  @Override
  public Reply next() {
    Coming part = coming.orElseThrow(NoSuchElementException::new);
    coming = part.next().map(first::cursor).map(call);
    return part.whole();
  }
}
