package dev.entente.server.simulation;

/** Text that may hold anything, as it stands in a page. */
final class Html {
  private Html() {}

  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
