package dev.entente.server.show;

/** Text that may hold anything, as it stands in a page. */
public final class Html {
  private Html() {}

  /** Escaped for text and for attributes in quotes. */
  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
