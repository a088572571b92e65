package dev.entente.trustledger.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not be opened, read or written, or what it holds is not what was recorded. The
 * message says what was wrong and what to do; it is fit for the command line.
 */
public sealed class StoreException extends RuntimeException permits StoreLost {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
