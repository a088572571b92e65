package dev.entente.server.drafting;

/** No manifest can be drafted; the message says why, and what would be right. */
public final class Undrafted extends Exception {
  private static final long serialVersionUID = 1L;

  public Undrafted(String message) {
    super(message, null, false, false);
  }
}
