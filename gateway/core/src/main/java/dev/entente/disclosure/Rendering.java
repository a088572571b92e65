package dev.entente.disclosure;

/**
 * The port to a form other than JSON in which records leave. What it makes holds the records and
 * nothing else. Thread-safe; blocks, so work that would pin a virtual thread's carrier runs on
 * threads of its own.
 */
public interface Rendering {
  /** The media type by which it is asked for, in lower case and without parameters. */
  String mediaType();

  /** What the answer's Content-Type says. */
  default String contentType() {
    return mediaType();
  }

  /**
   * Renders records that were recorded.
   *
   * @throws RuntimeException if it cannot; then nothing leaves, and reading again costs nothing
   */
  byte[] of(Table table);
}
