package dev.entente.policies;

/** A file is no policy bundle that could run; the message says why and what would be right. */
public final class BundleRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BundleRefused(String message) {
    super(message, null, false, false);
  }
}
