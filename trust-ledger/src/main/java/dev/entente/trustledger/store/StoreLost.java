package dev.entente.trustledger.store;

import org.jspecify.annotations.Nullable;

/** The store does not answer, and may again: nothing says that what it holds is damaged. */
public final class StoreLost extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreLost(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
