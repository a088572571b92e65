package dev.entente.benchmarks.load;

import dev.entente.signature.Headers;
import dev.entente.signature.Headers.Header;
import dev.entente.signature.ReceivedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads answers as they came over the wire. */
final class Answers {
  private static final String HEAD_END = "\r\n\r\n";
  private static final int STATUS_AT = 9;
  private static final int STATUS_END = 12;

  private Answers() {}

  static ReceivedAnswer read(byte[] wire) {
    String text = new String(wire, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    List<String> lines = text.substring(0, end).lines().toList();
    List<Header> headers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1)));
    }
    return new ReceivedAnswer(
        Integer.parseInt(lines.getFirst().substring(STATUS_AT, STATUS_END)),
        Headers.of(headers),
        Arrays.copyOfRange(wire, end + HEAD_END.length(), wire.length));
  }
}
