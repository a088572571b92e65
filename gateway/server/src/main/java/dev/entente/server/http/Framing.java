package dev.entente.server.http;

import dev.entente.signature.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request's body is framed (RFC 9112 section 6).
 *
 * @param length in bytes; {@link Long#MAX_VALUE} where it is not known beforehand
 * @param expectsContinue whether the sender waits to be told to send it (RFC 9110 section 10.1.1)
 */
record Framing(boolean hasBody, long length, boolean expectsContinue) {
  /**
   * Whether the headers leave no doubt where the body ends: a transfer coding that we do not know,
   * or one in HTTP/1.0, could be read in another way by somebody before us.
   */
  static boolean isSound(Headers headers, boolean http11) {
    @Nullable String coding = headers.combined("transfer-encoding");
    return coding == null || (http11 && coding.toLowerCase(Locale.ROOT).equals("chunked"));
  }

  static Framing of(Headers headers) {
    boolean chunked = headers.contains("transfer-encoding");
    long length = chunked ? Long.MAX_VALUE : length(headers.combined("content-length"));
    boolean hasBody = length > 0;
    String expect = headers.combined("expect");
    return new Framing(
        hasBody,
        length,
        hasBody && expect != null && expect.toLowerCase(Locale.ROOT).equals("100-continue"));
  }

  /**
   * The parser has refused what is no number; a length it let pass and we do not know is unknown.
   */
  private static long length(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
