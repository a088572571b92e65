package dev.entente.trustledger.tlog;

import java.io.Serial;

/**
 * What was given is not canonical, does not fit the tree, or does not prove what it claims. The
 * message says what was wrong and never repeats the input, which may be hostile.
 */
public final class TreeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TreeException(String message) {
    super(message);
  }
}
