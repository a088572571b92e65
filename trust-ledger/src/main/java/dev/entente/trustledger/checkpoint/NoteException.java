package dev.entente.trustledger.checkpoint;

import java.io.Serial;

/**
 * A key, note, checkpoint or proof is malformed, not signed as it must be, or does not prove what
 * it claims. The message says what was wrong and never repeats the input, which may be hostile.
 */
public final class NoteException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NoteException(String message) {
    super(message);
  }
}
