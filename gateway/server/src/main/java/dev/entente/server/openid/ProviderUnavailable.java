package dev.entente.server.openid;

/** A provider does not answer, or not as one. Nobody came in, nothing was changed. */
public final class ProviderUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProviderUnavailable(String message, Exception cause) {
    super(message, cause);
  }
}
