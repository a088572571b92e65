package dev.entente.contribution;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Lines of a body that has to be read as bytes, since it is no text; LF, CRLF and CR end one. */
final class Lines {
  private static final int AT_ONCE = 8192;

  private Lines() {}

  /** The line, from 1, of the first bytes that are not UTF-8; the last one if all are. */
  static long ofWhatIsNotUtf8(byte[] body) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var left = ByteBuffer.wrap(body);
    var text = CharBuffer.allocate(AT_ONCE);
    while (decoder.decode(left, text, true).isOverflow()) {
      text.clear();
    }
    long line = 1;
    for (int i = 0; i < left.position(); i++) {
      boolean isPair = body[i] == '\r' && i + 1 < body.length && body[i + 1] == '\n';
      if (body[i] == '\n' || (body[i] == '\r' && !isPair)) {
        line++;
      }
    }
    return line;
  }
}
