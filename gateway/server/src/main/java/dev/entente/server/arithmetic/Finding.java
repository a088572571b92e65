package dev.entente.server.arithmetic;

/**
 * Something that follows from an agreement's numbers.
 *
 * @param place of the agreement's file, where a warning would be met: a JSON pointer (RFC 6901)
 * @param text one line, without the agreement's name
 */
public record Finding(Severity severity, String place, String text) {
  /** Whether it is only worth knowing, or probably not meant. */
  public enum Severity {
    NOTE,
    WARNING
  }

  static Finding note(String text) {
    return new Finding(Severity.NOTE, "", text);
  }

  static Finding warning(String place, String text) {
    return new Finding(Severity.WARNING, place, text);
  }
}
