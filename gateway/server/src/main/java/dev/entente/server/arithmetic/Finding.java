package dev.entente.server.arithmetic;

/**
 * Something that follows from an agreement's numbers.
 *
 * @param text one line, without the agreement's name
 */
public record Finding(Severity severity, String text) {
  /** Whether it is only worth knowing, or probably not meant. */
  public enum Severity {
    NOTE,
    WARNING
  }

  static Finding note(String text) {
    return new Finding(Severity.NOTE, text);
  }

  static Finding warning(String text) {
    return new Finding(Severity.WARNING, text);
  }
}
