package dev.entente.server.console;

/**
 * The provider of our people does not answer, or not as one. Nobody came in, nothing was changed.
 */
final class ProviderUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProviderUnavailable(String message, Exception cause) {
    super(message, cause);
  }
}
