package dev.entente.server.cli;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line of a file that holds receipts: one as it is, or what an export notes of a part. */
final class ReceiptLine {
  private ReceiptLine() {}

  /** The receipt in it; empty if the line is blank, or tells of an export that was begun. */
  static Optional<String> receipt(String line) {
    String text = line.strip();
    if (!text.startsWith("{")) {
      return Optional.of(text).filter(it -> !it.isEmpty());
    }
    try {
      Doc noted = Doc.of(Json.read(text.getBytes(StandardCharsets.UTF_8)));
      return noted.find("export").isPresent()
          ? Optional.empty()
          : noted.find("receipt").map(Doc::text);
    } catch (Malformed e) {
      return Optional.of(text);
    }
  }
}
